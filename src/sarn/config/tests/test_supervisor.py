"""The supervisor with real processes: what dies comes back, and stopping leaves nothing behind."""

import os
import signal
import sys
import time

from sarn.config.supervisor import Child, arguments, web_command

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def wait_for(condition, seconds=5.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_a_killed_child_comes_back_after_a_pause():
    child = Child("sleeper", SLEEPER)
    child.keep_alive(0.0)
    first = child.process
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    child.keep_alive(10.0)
    assert child.process is None
    child.keep_alive(10.5)
    assert child.process is None
    child.keep_alive(11.1)
    assert child.process.pid != first.pid
    child.process.kill()
    child.process.wait()


def test_a_deaf_child_is_ended_with_its_group():
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    child = Child("deaf", [sys.executable, "-c", deaf])
    child.keep_alive(0.0)
    time.sleep(0.3)
    child.process.terminate()
    child.stop(time.monotonic() + 0.3)
    assert child.process.poll() == -signal.SIGKILL


def test_it_listens_on_this_machine_only_unless_told():
    command = web_command(arguments([]))
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert "--respawn-failed-workers" in command


def test_it_imports_no_django():
    import subprocess

    found = subprocess.run(
        [sys.executable, "-c", "import sys, sarn.config.supervisor; print('django' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "False"
