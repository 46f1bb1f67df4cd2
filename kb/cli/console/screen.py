"""The screen of `kb agent`: message above, suggestions on the left, their letter on the right."""

from collections.abc import Callable
from typing import ClassVar

import click
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.timer import Timer
from textual.widgets import Footer, Input, OptionList, Static, TextArea

from kb.answering.customer import EVERYBODY, Customer
from kb.answering.letter import formatted
from kb.answering.spoken import notice
from kb.answering.suggest import Suggester, Suggestions
from kb.cli.project import interface_language
from kb.errors import KbError

PAUSE = 0.15  # seconds without a key before the articles are asked
ACCOUNT = "getAccount"  # the operation whose sentence says how an account stands
NONE = Suggestions("", ())


class AgentScreen(App[None]):
    """Paste or type; Enter copies the letter that is shown."""

    CSS_PATH = "screen.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "copy", priority=True),
        Binding("up", "choose(-1)", "choose", key_display="↑↓", priority=True),
        Binding("down", "choose(1)", show=False, priority=True),
        Binding("tab", "language", "language", priority=True),
        Binding("f2", "account", "account", priority=True),
        Binding("f3", "new", "new", priority=True),
        Binding("ctrl+q", "quit", "quit", priority=True),
    ]

    def __init__(
        self,
        suggester: Suggester,
        customer_of: Callable[[str], Customer],
        say: Callable[..., str],
        customer: Customer = EVERYBODY,
        email: str = "",
    ) -> None:
        """Take over what answers.

        Args:
            suggester: Makes the letters.
            customer_of: The customer of an e-mail; raises click.ClickException or KbError.
            say: The texts of the screen, by key.
            customer: Whom the letters are for at first.
            email: The e-mail of that account.
        """
        super().__init__()
        self.suggester, self.customer_of, self.say = suggester, customer_of, say
        self.customer, self.email = customer, email
        self.lang = ""
        self.found = NONE
        self._asked = ("", "", "")
        self._pause: Timer | None = None
        for key, (binding, *_) in self._bindings.key_to_bindings.items():
            if binding.show:
                text = say(f"console.{binding.description}")
                self._bindings.key_to_bindings[key] = [_described(binding, text)]

    def compose(self) -> ComposeResult:
        """Account, message, suggestions beside the letter, keys."""
        yield Static(id="state")
        yield Input(self.email, placeholder=self.say("console.account_hint"), id="account")
        yield TextArea(id="message", tab_behavior="focus")
        with Horizontal():
            yield OptionList(id="suggestions")
            with VerticalScroll():
                yield Static(id="letter", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Begin in the message."""
        self.query_one("#message", TextArea).focus()
        self._show_state(self.say("console.hint"))

    @on(TextArea.Changed)
    def ask_soon(self, event: TextArea.Changed) -> None:
        """Ask when the typing pauses."""
        if self._pause:
            self._pause.stop()
        self._pause = event.text_area.set_timer(PAUSE, self.ask)  # ends with the field

    @on(OptionList.OptionHighlighted)
    def show_letter(self, event: OptionList.OptionHighlighted) -> None:
        """The letter of the suggestion that is chosen."""
        self.query_one("#letter", Static).update(self._text(event.option_index))

    def ask(self) -> None:
        """Suggest letters for the message as it stands; what was asked already is not asked again."""
        if not self.is_running or not self.query("#message"):
            return  # the screen is being closed
        text = self.query_one("#message", TextArea).text
        asked = (text, self.email, self.lang)
        if asked == self._asked:
            return
        self._asked = asked
        self.found = self.suggester.suggest(text, self.customer, self.lang) if text.strip() else NONE
        options = self.query_one("#suggestions", OptionList)
        options.clear_options()
        options.add_options([f"{'✓' if each.confident else '·'} {each.title}" for each in self.found.listed])
        self.query_one("#letter", Static).update(self.say("answer.nothing") if text.strip() else "")
        if self.found.listed:
            options.highlighted = 0
        self._show_state()

    def action_take(self) -> None:
        """Copy the letter; in the field of the account, read the account."""
        field = self.query_one("#account", Input)
        if self.focused is field:
            self._read_account(field.value.strip())
            return
        self.ask()  # a letter for what was typed last, never for what stood there before
        place = self.query_one("#suggestions", OptionList).highlighted
        if place is not None and self.found.listed:
            self.copy_to_clipboard(self._text(place))
            self._show_state(self.say("console.copied", title=self.found.listed[place].title))

    def _text(self, place: int) -> str:
        """A letter as it is shown and copied."""
        return formatted(self.found.listed[place].markdown, "text")

    def action_choose(self, step: int) -> None:
        """The next suggestion, or the one before."""
        options = self.query_one("#suggestions", OptionList)
        if self.found.listed:
            options.highlighted = ((options.highlighted or 0) + step) % len(self.found.listed)

    def action_language(self) -> None:
        """The letters in the next language."""
        order = list(self.suggester.asker.order)
        now = self.lang or self.found.lang or order[0]
        self.lang = order[(order.index(now) + 1) % len(order)] if now in order else order[0]
        self.ask()

    def action_account(self) -> None:
        """Go to the field of the account."""
        self.query_one("#account", Input).focus()

    def action_new(self) -> None:
        """Begin with the next message; the account is somebody else's."""
        self.customer, self.email, self.lang = EVERYBODY, "", ""
        self.query_one("#account", Input).value = ""
        area = self.query_one("#message", TextArea)
        area.text = ""
        area.focus()

    def _read_account(self, email: str) -> None:
        try:
            self.customer, self.email = (self.customer_of(email) if email else EVERYBODY), email
        except (click.ClickException, KbError) as error:
            self._show_state(error.message if isinstance(error, click.ClickException) else str(error))
            return
        self.query_one("#message", TextArea).focus()
        self.ask()

    def _show_state(self, said: str = "") -> None:
        """How the account stands, and what has just happened."""
        panels = self.customer.panels(self.found.lang or self.customer.language)
        state = panels[ACCOUNT].sentence if ACCOUNT in panels else ""
        reader = interface_language()
        told = notice(self.found.asked_in, self.found.lang, reader, self.say)
        self.query_one("#state", Static).update(" · ".join(filter(None, (told, self.email, state, said))))


def _described(binding: Binding, text: str) -> Binding:
    return Binding(
        binding.key, binding.action, text, binding.show, binding.key_display, priority=binding.priority
    )
