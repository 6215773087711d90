"""Commands that speak to the Hub: push, pull, space."""

import argparse

from trainer.cli.console import OWNER, own_run, print_hub_step
from trainer.home import default_home
from trainer.hub import pull as hub_pull
from trainer.hub import push as hub_push
from trainer.hub.account import own_token
from trainer.hub.card import RIGHTS
from trainer.hub.push import PushRequest
from trainer.hub.space import push_space
from trainer.runs.names import file_name
from trainer.texts.reader import outcome


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this file."""
    push = commands.add_parser("push", help="push a run's adapter and its card to your Hub account, private by default")
    push.add_argument("run", metavar="RUN", help="the run's id, as `runs` lists it")
    push.add_argument("--name", default="", help="what the repository is called; the run's name if left out")
    push.add_argument("--rights", choices=RIGHTS, help="why you may share what was learnt from the texts")
    push.add_argument("--public", action="store_true", help="let everybody see it")
    push.add_argument("--sure", action="store_true", help="public even if nobody knows that it recites nothing")
    push.set_defaults(command=_push)

    pull = commands.add_parser("pull", help="fetch a style from the Hub, to compare with")
    pull.add_argument("id", metavar="ID", help="user/name, or its address")
    pull.set_defaults(command=_pull)

    space = commands.add_parser("space", help="make or update a Space of your own from this folder")
    space.add_argument("name", metavar="USER/NAME")
    space.add_argument("--bucket", default="", metavar="USER/NAME", help="a storage bucket where runs are kept")
    space.add_argument("--public", action="store_true", help="let everybody see it")
    space.set_defaults(command=_space)


def _push(options: argparse.Namespace) -> None:
    run = own_run(options.run)
    request = PushRequest(options.name or file_name(run.about.name), options.rights, options.public, options.sure)
    done = outcome(hub_push.push(run, request, own_token()), print_hub_step)
    print(f"{'Private' if done.private else 'Public'}: {done.url} (commit {done.sha[:7]}), read back and loaded once.")


def _pull(options: argparse.Namespace) -> None:
    pulled = outcome(hub_pull.pull(options.id, default_home(), OWNER, own_token()), print_hub_step)
    about = pulled.about
    print(f"{about.name}: rank {about.rank}, for {about.base}, {about.repo_id} at {about.sha[:7]}.")
    print(f'Compare it: python -m trainer compare "a door, rain" --style pulled/{pulled.id}')


def _space(options: argparse.Namespace) -> None:
    made = push_space(own_token(), options.name, options.bucket, options.public)
    print(f"{'Private' if made.private else 'Public'}: {made.url}, {made.files} files.")
    print("A Gradio Space needs a paid plan on the Hub; the places on ZeroGPU of a free account will not do.")
