"""What runs cvgen elsewhere: an action, a hook, a container, workflows to copy."""

import json
import re
import subprocess

import pytest
import yaml
from shipped import ROOT
from typer.main import get_command

from cvgen.cli import app

ACTION = ROOT / ".github/actions/cvgen"
WORKFLOWS = [
    *sorted((ROOT / ".github/workflows").glob("*.yml")),
    *sorted((ROOT / "docs/pages/files").glob("*.yml")),
]
STAND_IN = """\
echo "asked: $*"
case $2 in *broken*) exit 1 ;; esac
[ "$1" != import ] || { mkdir -p "$4" && echo words >"$4/import-report.md"; }
"""
PROFILE = "basics: {name: Ada Example}\n"
RENDERCV = (
    "cv:\n  name: Bo Sample\n  sections:\n    skills:\n      - label: a\n        details: b\n"
)


def read(path):
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.fixture
def build(tmp_path):
    """Run the action's script with a command that says what it was asked, and writes what it must."""
    command = tmp_path / "stand-in"
    command.write_text(STAND_IN, "utf-8")

    def build(files, **environment):
        for name, text in files.items():
            path = tmp_path / "repository" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return subprocess.run(
            ["sh", ACTION / "build.sh", tmp_path / "repository"],
            env={"PATH": "/usr/bin:/bin", "CVGEN": f"sh {command}", **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return build


@pytest.mark.parametrize("script", sorted(ACTION.glob("*.sh")), ids=lambda path: path.name)
def test_the_scripts_of_the_action_are_whole(script):
    subprocess.run(["sh", "-n", script], check=True)


def test_each_script_that_the_action_runs_is_beside_it():
    named = re.findall(r"GITHUB_ACTION_PATH/([\w.]+)", (ACTION / "action.yml").read_text("utf-8"))
    assert sorted(named) == sorted(path.name for path in ACTION.glob("*.sh"))


def test_what_the_action_passes_on_is_what_its_inputs_and_its_script_know():
    action = read(ACTION / "action.yml")
    text = (ACTION / "action.yml").read_text("utf-8")
    script = (ACTION / "build.sh").read_text("utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(action["inputs"])
    for step in action["runs"]["steps"]:
        if "build.sh" in step.get("run", ""):
            assert [name for name in step["env"] if f"${{{name}" not in script] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_give_the_action_only_inputs_that_it_has(workflow):
    inputs = read(ACTION / "action.yml")["inputs"]
    for job in read(workflow)["jobs"].values():
        for step in job["steps"]:
            if "actions/cvgen" in step.get("uses", ""):
                assert step["with"].keys() <= inputs.keys()


def test_the_hook_runs_a_command_that_there_is():
    for hook in read(ROOT / ".pre-commit-hooks.yaml"):
        program, command, *options = hook["entry"].split()
        commands = get_command(app).commands
        known = {name for each in commands[command].params for name in each.opts}
        assert program == "cvgen"
        assert [option for option in (*options, hook["args"][0]) if option not in known] == []


def test_the_editors_container_is_a_stage_of_the_dockerfile():
    settings = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))
    lines = (ROOT / ".devcontainer/Dockerfile").read_text("utf-8").splitlines()
    stages = [line.split()[-1] for line in lines if line.startswith("FROM") and " AS " in line]
    users = [line.split()[-1] for line in lines if line.startswith("USER")]
    assert settings["build"]["target"] in stages
    assert users[-1] == settings["remoteUser"] != "root"


def test_the_action_builds_what_a_repository_holds_and_imports_what_is_no_profile(build):
    done = build({"ada.yaml": PROFILE, "more/bo.yaml": RENDERCV, "other.yaml": "name: x\n"})
    assert done.returncode == 0
    assert "asked: build ada.yaml --output cv-output/ada\n" in done.stdout
    assert "asked: import more/bo.yaml" in done.stdout
    assert "other" not in done.stdout
    assert "export" not in done.stdout


def test_of_a_site_the_action_prints_the_site_and_not_the_samples_of_its_template(build):
    files = {
        "_config.yml": "title: x\n",
        "_data/cv.yml": RENDERCV,
        "assets/resume.json": '"basics":',
    }
    done = build(files, CVGEN_HTML="true")
    assert re.findall(r"asked: (\w+) (\S+)", done.stdout)[0] == ("import", ".")
    assert done.stdout.count("asked: import") == 1
    assert "--to html --output cv-output/site" in done.stdout


def test_a_cv_that_fails_does_not_keep_the_others_from_being_built(build):
    done = build({"ada.yaml": PROFILE, "a-broken.yaml": PROFILE})
    assert done.returncode == 1
    assert "- `a-broken.yaml`: failed\n- `ada.yaml`: built" in done.stdout


def test_the_action_names_what_it_looked_for_where_nothing_is(build):
    done = build({"README.md": "x"})
    assert done.returncode == 1
    assert "no CV found" in done.stderr


def test_the_action_reads_nothing_outside_of_the_repository(build):
    done = build({"ada.yaml": PROFILE}, CVGEN_SOURCES="../elsewhere.yaml\n/etc/cv.yaml\nada.yaml\n")
    assert done.returncode == 1
    assert done.stderr.count("lies outside") == 2
    assert "asked: build ada.yaml" in done.stdout


def test_the_summary_tells_what_differs_from_the_base_of_a_pull_request(build, tmp_path):
    build({"ada.yaml": PROFILE, "README.md": "x"})
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for words in (("init", "-q"), ("add", "ada.yaml"), (*who, "commit", "-qm", "before")):
        subprocess.run(["git", *words], cwd=tmp_path / "repository", check=True)
    done = build({"new.yaml": PROFILE}, CVGEN_BASE="HEAD")
    assert done.returncode == 0
    told = done.stdout.partition("== result")[2]
    assert re.findall(r"asked: diff \S+/(\S+) (\S+)", told) == [("ada.yaml", "ada.yaml")]
