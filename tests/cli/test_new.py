"""`cvgen new` makes a folder in which private files and what was built stay out of version control."""

import shutil
import subprocess


def test_private_files_and_what_was_built_are_ignored_by_git(desk):
    assert desk.run("new", "my").code == 0
    subprocess.run(["git", "init", "-q", "."], cwd=desk.folder / "my", check=True)
    names = [
        "profile.private.yaml",
        "applications/kyoto.private.yaml",
        "output/Ada_CV.pdf",
        "profile.yaml",
        "variants/phd.yaml",
    ]
    done = subprocess.run(
        ["git", "check-ignore", *names], cwd=desk.folder / "my", capture_output=True, check=False
    )
    assert done.stdout.decode().split() == names[:3]
    shutil.rmtree(desk.folder / "my" / ".git")


def test_a_list_of_ignored_files_that_is_there_is_left_as_it_is(desk):
    desk.write(".gitignore", "mine\n")
    assert desk.run_within("new").code == 0
    assert desk.files()[".gitignore"] == b"mine\n"
