#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads a release as an array of jobs under Slurm, merges the shards, and holds the case against that of one run.

    slurm.py PROGRAM [--shards 4] [--pages 1500] [--scans 24] [--mails 20000] [--seed 1] [--keep FOLDER]

Slurm runs on this machine alone, for this measurement only: munged, slurmctld and slurmd with a configuration, keys and
ports of their own in a temporary folder, started as root and stopped at the end, whatever happens. Nothing is installed
and no file of the system is written: `apt-get install slurm-wlm munge` is what it needs, and the daemons that the
packages start may run beside it or not.

The release is invented: mails printed in three styles by ../shared/tools/render_release.py, one of them much larger than
a share (it is read in portions), some scanned; an attachment-free mailbox file larger than its share; and one document
twice under two names. Each job reads one shard with one worker; the one run has as many workers as there are processors.
Printed: seconds of both ways, of the shards and of what the merge does; whether the digests of content are equal and
`verify` finds the merged case whole; and for reckoning with larger releases (docs/SCALE.md), what a page or mail costs
the merge, in time and in bytes of the case.
"""
import contextlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import corpus
import running

DAEMONS = ("munged", "slurmctld", "slurmd")
CLIENTS = ("sbatch", "scancel", "sinfo", "squeue")

CONF = """ClusterName=brightline
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller}
SlurmdPort={node}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1
MinJobAge=300
ReturnToService=2
{hardware} NodeAddr=127.0.0.1 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""

JOB = """#!/bin/bash
#SBATCH --job-name=brightline --ntasks=1 --cpus-per-task=1 --output={folder}/jobs/%a.out
export {environment}
date +%s.%N > {folder}/jobs/$SLURM_ARRAY_TASK_ID.begun
'{program}' add '{folder}/shards/'$SLURM_ARRAY_TASK_ID.case '{release}' --shard $SLURM_ARRAY_TASK_ID/{shards} --workers 1
status=$?
date +%s.%N > {folder}/jobs/$SLURM_ARRAY_TASK_ID.ended
# 1 says that there are failures to look at, which the merged case lists.
[ $status -le 1 ]
"""


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def need_slurm():
    missing = [name for name in (*DAEMONS, *CLIENTS) if not shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")]
    if missing:
        sys.exit(f"bench: {', '.join(missing)} missing (apt-get install slurm-wlm munge)")
    if os.geteuid() != 0:
        sys.exit("bench: slurmd starts jobs as their users, for which it must be root: sudo make bench-slurm")


class Slurm:
    """The three daemons, and what they write, in one folder."""

    def __init__(self, folder):
        self.folder, self.running = folder, []
        self.environment = dict(os.environ, SLURM_CONF=str(folder / "slurm.conf"),
                                PATH=f"{os.environ['PATH']}:/usr/sbin")

    def start(self):
        for name in ("state", "spool", "jobs"):
            (self.folder / name).mkdir()
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o600)
        hardware = subprocess.run(["slurmd", "-C"], env=self.environment, capture_output=True, text=True).stdout
        host = socket.gethostname().split(".")[0]
        (self.folder / "slurm.conf").write_text(CONF.format(
            host=host, controller=free_port(), node=free_port(), folder=self.folder, hardware=hardware.splitlines()[0]))
        # No job is put into a control group; slurmd must be told of a kind all the same.
        (self.folder / "cgroup.conf").write_text("CgroupPlugin=cgroup/v1\n")
        self.daemon("munged", "--foreground", "--force", f"--key-file={key}", f"--socket={self.folder}/munge.socket",
                    f"--pid-file={self.folder}/munged.pid", f"--log-file={self.folder}/munged.log",
                    f"--seed-file={self.folder}/munged.seed")
        self.until(lambda: (self.folder / "munge.socket").exists(), "munged")
        self.daemon("slurmctld", "-D", "-i")
        self.daemon("slurmd", "-D")
        self.until(lambda: "idle" in self.run("sinfo", "--noheader", "--format=%t").stdout, "slurmd")

    def daemon(self, *command):
        log = open(self.folder / f"{command[0]}.out", "wb")
        self.running.append((command[0], subprocess.Popen(
            command, env=self.environment, stdout=log, stderr=log, start_new_session=True)))

    def until(self, ready, name, seconds=60):
        end = time.monotonic() + seconds
        while not ready():
            dead = [found for found, process in self.running if process.poll() is not None]
            if dead or time.monotonic() > end:
                log = (self.folder / f"{(dead or [name])[0]}.out").read_text(errors="replace")[-2_000:]
                sys.exit(f"bench: {(dead or [name])[0]} did not start:\n{log}")
            time.sleep(0.2)

    def run(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True)

    def array(self, script, count):
        """Runs an array of jobs to its end and gives its seconds."""
        start = time.monotonic()
        done = self.run("sbatch", "--wait", f"--array=1-{count}", str(script))
        if done.returncode != 0:
            logs = "".join(path.read_text() for path in sorted((self.folder / "jobs").glob("*.out")))
            sys.exit(f"bench: the array of jobs failed: {done.stderr.strip()}\n{logs[-3_000:]}")
        return time.monotonic() - start

    def stop(self):
        # Jobs first: their keepers outlive slurmd.
        if len(self.running) == len(DAEMONS):
            self.run("scancel", "--user=root")
            end = time.monotonic() + 40
            while time.monotonic() < end and self.run("squeue", "--noheader").stdout.strip():
                time.sleep(0.2)
        for _, process in reversed(self.running):
            process.terminate()
        for _, process in reversed(self.running):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def slurm(folder):
    cluster = Slurm(folder)
    # What ends this program ends the daemons too.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit("bench: ended"))
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


def printed(folder, mails, style, count, seed, name, scan=False):
    """Mails printed to a PDF of about `count` pages: gives the number of its pages."""
    chosen = [next(mails) for _ in range(count)]
    source = folder / f"{name}.json"
    source.write_text(json.dumps([
        {"from": corpus.person(mail.sender), "to": [corpus.person(mail.receiver)], "cc": [],
         "sent": mail.date("%Y-%m-%dT%H:%M:%S"), "subject": mail.subject, "body": "\n".join(mail.body),
         "thread": mail.number, "id": mail.number} for mail in chosen]))
    module = running.renderer()
    command = running.render_command(folder / name, style, seed, count, 0.3, mails=source)
    truth = running.render(module, command + (["--scan"] if scan else []))
    shutil.move(folder / name / "release.pdf", folder / "release" / f"{name}.pdf")
    return len(truth["pages"])


def make_release(folder, options):
    """Pages with text, scanned pages and mails of what was made."""
    release = folder / "release"
    release.mkdir()
    rng = random.Random(options.seed)
    _, mails = corpus.mails(options.pages + options.scans + options.mails, seed=options.seed)
    born = printed(folder, mails, "outlook", options.pages // 2, options.seed, "large")
    for number in range(5):
        style = rng.choice(("outlook", "groupwise"))
        born += printed(folder, mails, style, options.pages // 10, options.seed + number, f"part-{number}")
    shutil.copy(release / "part-0.pdf", release / "part-0-again.pdf")
    scanned = 0
    for number in range(4 if options.scans else 0):
        scanned += printed(folder, mails, "outlook", max(1, options.scans // 4), options.seed + number,
                           f"scan-{number}", scan=True)
    # The rest, so that no mail is printed and filed.
    count = 0
    with open(release / "mail.mbox", "w", encoding="utf-8") as out:
        for mail in mails:
            out.write(f"From bench@marlow.example Mon Jan  1 00:00:00 2010\n{mail.text()}\n")
            count += 1
    return release, born, scanned, count


def timed(program, *arguments):
    """Seconds, and what was said on standard error."""
    start = time.monotonic()
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    seconds = time.monotonic() - start
    if done.returncode not in (0, 1):
        sys.exit(f"bench: brightline {arguments[0]} ended with status {done.returncode}: {done.stderr.strip()}")
    return seconds, done.stderr


def content(program, case):
    return running.listing(program, "status", case)[0]["content"]


def size(folder):
    return sum(path.stat().st_size for path in pathlib.Path(folder).rglob("*") if path.is_file())


def stamps(jobs, count):
    """Seconds that each shard took."""
    def at(part, name):
        return float((jobs / f"{part}.{name}").read_text())
    return [at(part, "ended") - at(part, "begun") for part in range(1, count + 1)]


def measure(folder, cluster, options):
    program = str(pathlib.Path(options.program).resolve())
    release, born, scanned, mails = make_release(folder, options)
    print(f"release: {born} pages with text, {scanned} scanned, {mails} mails, {size(release) / 1e6:.0f} MB; "
          f"{options.shards} shards on {os.cpu_count()} processors", flush=True)
    whole = running.new_case(program, folder / "whole.case", "--zone", "America/Chicago")
    one, _ = timed(program, "add", whole, release, "--verbose", "--progress", "never")
    print(f"one run         {one:8.1f} s", flush=True)

    (folder / "shards").mkdir()
    names = ("BRIGHTLINE_PDFIUM", "BRIGHTLINE_DATA", "BRIGHTLINE_UNCONFINED")
    environment = " ".join(f"{name}='{os.environ[name]}'" for name in names if name in os.environ)
    job = folder / "job.sh"
    job.write_text(JOB.format(folder=folder, program=program, release=release, shards=options.shards,
                              environment=environment or "LC_ALL=C.UTF-8"))
    array = cluster.array(job, options.shards)
    each = stamps(folder / "jobs", options.shards)
    print(f"array of jobs   {array:8.1f} s  (shards {min(each):.1f}–{max(each):.1f} s, {sum(each):.1f} s in all)", flush=True)

    merged = folder / "merged.case"
    shards = sorted((folder / "shards").iterdir())
    random.Random(options.seed).shuffle(shards)
    merge, said = timed(program, "merge", merged, *shards, "--zone", "America/Chicago", "--verbose",
                                   "--progress", "never")
    found = re.search(r"in the case after ([\d.]+) s", said)
    taking = float(found.group(1)) if found else float("nan")
    print(f"merge           {merge:8.1f} s  (readings {taking:.1f} s, what follows from them {merge - taking:.1f} s)")
    print(f"array and merge {array + merge:8.1f} s  {(array + merge) / one:.2f} × one run")
    verify = subprocess.run([program, "verify", merged, "--quiet"], capture_output=True, text=True)
    equal = content(program, whole) == content(program, merged)
    print(f"merged case: content {'equal' if equal else 'DIFFERS'}, verify {'whole' if verify.returncode == 0 else verify.stdout}"
          f"{running.verdict(equal and verify.returncode == 0)}")
    items = born + scanned + mails
    print(f"case.sqlite {os.path.getsize(merged / 'case.sqlite') / items / 1e3:.2f} kB for a page or mail, "
          f"merge {1e3 * taking / items:.2f} ms to take one in and {1e3 * (merge - taking) / items:.2f} ms to work out what "
          f"follows")
    return equal and verify.returncode == 0


def main():
    parser = running.arguments(__doc__)
    parser.add_argument("--shards", type=int, default=4)
    parser.add_argument("--pages", type=int, default=1_500, help="mails that are printed, about a page each")
    parser.add_argument("--scans", type=int, default=24, help="mails that are printed and scanned")
    parser.add_argument("--mails", type=int, default=20_000, help="mails in a mailbox file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="a folder that does not exist yet, for all that is made; a temporary one otherwise")
    options = parser.parse_args()
    need_slurm()
    running.need_renderer(" img2pdf pillow numpy" if options.scans else "")
    with contextlib.ExitStack() as stack:
        if options.keep:
            folder = pathlib.Path(options.keep).resolve()
            folder.mkdir(mode=0o700)
        else:
            folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cluster = stack.enter_context(slurm(folder))
        sys.exit(0 if measure(folder, cluster, options) else 1)


if __name__ == "__main__":
    main()
