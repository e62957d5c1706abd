"""What runs cvgen elsewhere: an action, a hook, a container, workflows to copy."""

import json
import re
import subprocess
import sys

import pytest
import runner
import yaml
from shipped import ROOT
from typer.main import get_command

from cvgen.cli import app

ACTION = ROOT / ".github/actions/cvgen"
WORKFLOWS = [
    *sorted((ROOT / ".github/workflows").glob("*.yml")),
    *sorted((ROOT / "docs/pages/files").glob("*.yml")),
]
# It says what it was asked, in `diff` with the end of the second file, and complains as cvgen does.
STAND_IN = """\
case $1 in
check) echo "$2: 2 pages, A4, 9 kB, PDF 1.7: fit" ;;
diff) cmp -s "$2" "$3" || { echo "asked: $*"; tail -n +2 "$3"; } ;;
*) echo "asked: $*" ;;
esac
case $2 in *broken*) echo "$2:1:1: error P100: it is broken" >&2; exit 1 ;; esac
[ "$1" != build ] || echo "$2:1:1: warning N220: an invitation" >&2
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
    assert set(named) == {path.name for path in ACTION.iterdir() if path.suffix in (".sh", ".py")}


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
    done = build({"new.yaml": PROFILE, "ada.yaml": PROFILE + "work: []\n"}, CVGEN_BASE="HEAD")
    assert done.returncode == 0
    told = done.stdout.partition("== result")[2]
    assert re.findall(r"asked: diff \S+/(\S+) (\S+)", told) == [("ada.yaml", "ada.yaml")]


@pytest.fixture
def pull(tmp_path):
    """Run the whole action on a pull request of a repository with a CV, step by step, against a stub of GitHub."""
    repository = tmp_path / "repository"
    programs = tmp_path / "programs"
    programs.mkdir()
    (tmp_path / "stand-in").write_text(STAND_IN, "utf-8")
    # What the action calls `python -P -m cvgen` is the stand-in, and any other program is Python's.
    python = f'#!/bin/sh\n[ "$2" != -m ] || {{ shift 3; exec sh {tmp_path}/stand-in "$@"; }}\nexec {sys.executable} "$@"\n'
    for name, text in {"python": python, "apt-get": "#!/bin/sh\n"}.items():
        (programs / name).write_text(text, "utf-8")
        (programs / name).chmod(0o755)
    stub = runner.Stub()

    def commit(files):
        for name, text in files.items():
            path = repository / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        for words in (("init", "-q"), ("add", "."), (*who, "commit", "-qm", "one")):
            subprocess.run(["git", *words], cwd=repository, check=True)

    def pull(files, *, is_fork=False, **inputs):
        commit({"ada.yaml": PROFILE})
        commit({"README.md": "x", **files})
        github = runner.make_pull("HEAD~1", is_fork=is_fork)
        given = {"version": "none", "comment": "true", **inputs}
        with runner.serve(stub) as address:
            return runner.run_action(
                repository, address, given, github, PATH=f"{programs}:/usr/bin:/bin"
            )

    pull.stub = stub
    return pull


def test_a_pull_request_gets_one_comment_which_the_next_run_writes_anew(pull):
    for _ in range(101):
        pull.stub.add("<!-- cvgen: cv -->\nwritten by somebody else", "bo")
    run = pull({"ada.yaml": PROFILE + "work: []\n"})
    assert not run.is_failed, run.log
    (*_, comment) = pull.stub.comments
    assert len(pull.stub.comments) == 102
    assert "| `ada.yaml` | built | 2 | 1 |" in comment["body"]
    assert re.search(r"asked: diff \S+/ada\.yaml ada\.yaml\n", comment["body"])
    assert run.summary in comment["body"]
    pull({"ada.yaml": PROFILE + "education: []\n"})
    assert len(pull.stub.comments) == 102
    assert pull.stub.asked[-1] == ("PATCH", "/repos/ada/cvs/issues/comments/102")


def test_a_pull_request_that_changes_no_cv_gets_no_comment(pull):
    run = pull({"README.md": "y", "_config.yml": "unchanged"})
    assert not run.is_failed
    assert {method for method, _ in pull.stub.asked} == {"GET"}


def test_a_fork_has_no_token_and_asks_nothing_of_github(pull):
    run = pull({"ada.yaml": PROFILE + "work: []\n"}, is_fork=True)
    assert "Tell the pull request" not in run.ran
    assert "Tell the summary" in run.ran
    assert pull.stub.asked == []


def test_a_token_that_may_not_comment_fails_no_run_and_the_log_says_what_it_needs(pull):
    pull.stub.may_write = False
    run = pull({"ada.yaml": PROFILE + "work: []\n"})
    assert not run.is_failed
    assert "answered 403" in "".join(run.log)
    assert "pull-requests: write" in "".join(run.log)


def test_a_cv_that_fails_is_told_with_its_messages_and_fails_the_run(pull):
    run = pull({"ada-broken.yaml": PROFILE})
    assert run.is_failed
    assert "| `ada-broken.yaml` | **failed** | – | 0 |" in pull.stub.comments[0]["body"]
    assert "ada-broken.yaml:1:1: error P100" in pull.stub.comments[0]["body"]
    assert run.uploaded == []


def test_what_a_file_says_ends_no_block_of_the_comment_and_calls_nobody(pull):
    pull({"ada.yaml": PROFILE + "# ~~~~ </details> @ada\n" + "# more\n" * 400})
    body = pull.stub.comments[0]["body"]
    blocks = re.findall(r"(?ms)^~~~~\n(.*?)^~~~~\n", body)
    assert "@ada" in "".join(blocks)
    assert "@ada" not in re.sub(r"(?ms)^~~~~\n.*?^~~~~\n", "", body)
    assert "lines more, in the log of the run" in body
