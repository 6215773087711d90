"""Push examples as a private dataset of the visitor's."""

from dataclasses import dataclass

from trainer.errors import HubError
from trainer.hub import error_messages
from trainer.hub.account import api, check_token, repo_name, with_owner
from trainer.hub.errors import sentences


@dataclass(frozen=True)
class Pushed:
    """State of the dataset on the Hub after a push."""

    repo_id: str
    url: str


def push_dataset(token: str, repo_id: str, jsonl: bytes, endpoint: str | None = None) -> Pushed:
    """Push examples into a private dataset repository of the token's account.

    It is made where it is not there yet. A repository that is there and public is left alone: what is private must not
    become public by a name. Without an owner in `repo_id` the account's own is meant. That it is private is read back
    from the Hub at the end. Raise HubError where any of this fails.
    """
    from huggingface_hub import CommitOperationAdd

    token, name = check_token(token), repo_name(repo_id, "dataset")
    client = api(token, endpoint)
    repo_id = with_owner(client, name, "dataset")
    with sentences(repo_id, "dataset"):
        url = str(client.create_repo(repo_id, repo_type="dataset", private=True, exist_ok=True))
        if not client.dataset_info(repo_id).private:
            raise HubError(error_messages.ALREADY_PUBLIC(name=repo_id))
        client.create_commit(
            repo_id,
            [CommitOperationAdd("train.jsonl", jsonl)],
            repo_type="dataset",
            commit_message="Examples made with Pastiche",
        )
        if not client.dataset_info(repo_id).private:
            raise HubError(error_messages.DATASET_PUBLIC(name=repo_id))
    return Pushed(repo_id, url)
