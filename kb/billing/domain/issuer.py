"""Who issues the receipts: the company that the customers pay."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issuer:
    """A company by its name and its postal address in one line."""

    name: str
    address: str


# Made up, as the corporate billing center's number is: the seed names no company.
ISSUER = Issuer("Example Meetings, Inc.", "100 Example Street, Santa Barbara, CA 93101, USA")
