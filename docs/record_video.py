"""Record the video of the account pages: a real Chromium on the real stub, one file per language.

Writes content/assets/video/turn-off-renewal.{it,en}.{webm,vtt,jpg}. The captions are the sentences of the
article's transcript, one scene each, so that captions, transcript and picture cannot drift apart. Run again
after the look, a label or the transcript changed:

    python docs/record_video.py        (needs Chromium, and ffmpeg with libvpx-vp9 on the PATH)
"""

import asyncio
import base64
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import uvicorn
from playwright.async_api import Locator, Page, async_playwright

from kb.billing.app import create_app
from kb.billing.datasets import DEMO, DEMO_PASSWORD
from kb.billing.locale.texts import text
from kb.billing.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
VIDEOS = ROOT / "content/assets/video"
WIDTH, HEIGHT = 1280, 800  # captions cover the lowest tenth
FRAMES_PER_SECOND = 12
QUALITY = 36  # libvpx-vp9 -crf: text stays sharp, a minute stays under 500 kB
LARGEST_BYTES = 500_000
POSTER_WIDTH = 800
POSTER_SCENE = 4  # what will happen, before anything has
# Subtitle guidelines allow about 17 characters a second; who follows the picture too needs a little longer.
CHARACTERS_PER_SECOND = 15
SHORTEST_CUE = 2.6  # seconds
SETTLE_MS = 700
# Headless screens have no pointer: a disc that follows the mouse, drawn over the page while it is recorded.
POINTER = """addEventListener('DOMContentLoaded', () => {
  const disc = document.createElement('div');
  Object.assign(disc.style, {position: 'fixed', zIndex: 99, left: '-50px', width: '26px', height: '26px',
    margin: '-13px', borderRadius: '50%', background: 'rgb(11 96 102 / 35%)', border: '2px solid #0b6066',
    pointerEvents: 'none', transition: 'transform 160ms'});
  document.body.append(disc);
  addEventListener('mousemove', event => {
    disc.style.left = event.clientX + 'px';
    disc.style.top = event.clientY + 'px';
  });
  addEventListener('mousedown', () => { disc.style.transform = 'scale(.6)'; });
  addEventListener('mouseup', () => { disc.style.transform = 'none'; });
});"""

Step = Callable[[], Awaitable[None]]


@dataclass
class Recording:
    """Frames as they change, and the captions with the second at which each scene began and ended."""

    frames: list[tuple[float, bytes]] = field(default_factory=list)
    cues: list[tuple[float, float, str]] = field(default_factory=list)

    @property
    def now(self) -> float:
        """Seconds on the clock of the frames."""
        return asyncio.get_running_loop().time()

    def seconds(self, moment: float) -> float:
        """A moment counted from the first frame."""
        return max(0.0, moment - self.frames[0][0])


def transcript(article: str, language: str) -> list[str]:
    """The sentences under the article's second heading, labels filled in: one line of Markdown each."""
    section = article.split("\n## ")[1].split("\n", 1)[1]
    plain = re.sub(r"<!--.*?-->", "", section)
    plain = re.sub(r"\{\{ *label\.(\w+) *\}\}", lambda found: text(language, f"label.{found[1]}"), plain)
    return [line.replace("**", "").strip() for line in plain.splitlines() if line.strip()]


def reading_time(sentence: str) -> float:
    """Seconds that a caption stays, by its length."""
    return max(SHORTEST_CUE, len(sentence) / CHARACTERS_PER_SECOND + 0.8)


@contextmanager
def stub() -> Iterator[str]:
    """The billing service with the demo customers; gives its address."""
    config = uvicorn.Config(
        create_app(Settings()), host="127.0.0.1", port=0, log_level="error", lifespan="off"
    )
    server, socket = uvicorn.Server(config), config.bind_socket()
    thread = threading.Thread(target=server.run, args=([socket],), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


async def point(page: Page, target: Locator) -> None:
    """Move the pointer to the middle of something, as a hand would."""
    await target.scroll_into_view_if_needed()
    box = await target.bounding_box()
    assert box, "the target is not on the screen"
    await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=24)


async def click(page: Page, target: Locator) -> None:
    """Point, wait a moment, press."""
    await point(page, target)
    await page.wait_for_timeout(SETTLE_MS)
    await page.mouse.down()
    await page.wait_for_timeout(120)
    await page.mouse.up()
    await page.wait_for_load_state()


@dataclass(frozen=True)
class Scenes:
    """What happens while each sentence of the transcript is read."""

    page: Page
    language: str

    def steps(self) -> list[Step]:
        """In the transcript's order."""
        return [
            self.sign_in,
            self.see_the_date,
            self.choose,
            self.read,
            self.nothing_yet,
            self.confirm,
            self.see_the_result,
            self.see_the_way_back,
        ]

    def named(self, role: Literal["link", "button"], key: str) -> Locator:
        """The link or button with this label."""
        return self.page.get_by_role(role, name=text(self.language, f"label.{key}"), exact=True)

    async def sign_in(self) -> None:
        """Type e-mail and password."""
        email = next(who.email for who in DEMO if (who.language, who.state) == (self.language, "active"))
        await click(self.page, self.page.locator("#email"))
        await self.page.keyboard.type(email, delay=70)
        await click(self.page, self.page.locator("#password"))
        await self.page.keyboard.type(DEMO_PASSWORD, delay=50)
        await click(self.page, self.page.locator("main button[type=submit]"))

    async def see_the_date(self) -> None:
        """The next billing date."""
        await point(self.page, self.page.locator(".acc-facts dd").first)

    async def choose(self) -> None:
        """Turn off renewal."""
        await click(self.page, self.named("link", "turn_off_renewal"))

    async def read(self) -> None:
        """From one moment of the timeline to the next."""
        for stop in await self.page.locator(".acc-timeline h2").all():
            await point(self.page, stop)
            await self.page.wait_for_timeout(1500)

    async def nothing_yet(self) -> None:
        """On the button, not pressed."""
        await point(self.page, self.named("button", "confirm"))

    async def confirm(self) -> None:
        """Pressed."""
        await click(self.page, self.named("button", "confirm"))

    async def see_the_result(self) -> None:
        """What the account says now."""
        await point(self.page, self.page.get_by_role("status"))

    async def see_the_way_back(self) -> None:
        """Turn on renewal, not pressed."""
        await point(self.page, self.named("link", "turn_on_renewal"))


async def record(base: str, language: str, sentences: list[str], chromium: str) -> Recording:
    """Play the scenes and keep every frame that the browser paints."""
    recording = Recording()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = await browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page = await context.new_page()
        await page.add_init_script(POINTER)
        await page.goto(f"{base}/account/sign-in?lang={language}")
        await _start_frames(page, recording)
        for sentence, scene in zip(sentences, Scenes(page, language).steps(), strict=True):
            begun = recording.now
            await scene()
            await asyncio.sleep(max(0.6, reading_time(sentence) - (recording.now - begun)))
            recording.cues.append((recording.seconds(begun), recording.seconds(recording.now), sentence))
        recording.frames.append((recording.now, recording.frames[-1][1]))
        await browser.close()
    return recording


async def _start_frames(page: Page, recording: Recording) -> None:
    cdp = await page.context.new_cdp_session(page)
    acknowledged: set[asyncio.Task[object]] = set()

    def keep(frame: dict[str, object]) -> None:
        recording.frames.append((recording.now, base64.b64decode(str(frame["data"]))))
        task = asyncio.ensure_future(cdp.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]}))
        acknowledged.add(task)
        task.add_done_callback(acknowledged.discard)

    cdp.on("Page.screencastFrame", keep)
    await cdp.send(
        "Page.startScreencast", {"format": "jpeg", "quality": 95, "maxWidth": WIDTH, "maxHeight": HEIGHT}
    )
    while not recording.frames:
        await asyncio.sleep(0.05)


def encode(recording: Recording, target: Path) -> None:
    """Write the frames, each for as long as it stood, as WebM."""
    with tempfile.TemporaryDirectory() as folder:
        lines = ["ffconcat version 1.0"]
        for index, (begun, picture) in enumerate(recording.frames):
            name = f"{index:05}.jpg"
            (Path(folder) / name).write_bytes(picture)
            later = recording.frames[min(index + 1, len(recording.frames) - 1)][0]
            lines += [f"file {name}", f"duration {max(later - begun, 0.001):.3f}"]
        (Path(folder) / "frames.txt").write_text("\n".join(lines), encoding="utf-8")
        command = ["ffmpeg", "-y", "-loglevel", "error", "-f", "concat", "-i", "frames.txt"]
        command += ["-vf", f"fps={FRAMES_PER_SECOND},scale={WIDTH}:{HEIGHT}", "-an", "-c:v", "libvpx-vp9"]
        command += ["-b:v", "0", "-crf", str(QUALITY), "-g", "120", "-pix_fmt", "yuv420p", "-row-mt", "1"]
        subprocess.run([*command, str(target)], cwd=folder, check=True)


def take_poster(video: Path, second: float) -> None:
    """Write one picture of the video beside it, small enough for an article page's budget."""
    command = ["ffmpeg", "-y", "-loglevel", "error", "-ss", f"{second:.2f}", "-i", str(video)]
    command += ["-frames:v", "1", "-vf", f"scale={POSTER_WIDTH}:-1", "-q:v", "7"]
    subprocess.run([*command, str(video.with_suffix(".jpg"))], check=True)


def webvtt(cues: list[tuple[float, float, str]]) -> str:
    """The captions as WebVTT."""
    blocks = [f"{timestamp(begin)} --> {timestamp(end)}\n{sentence}" for begin, end, sentence in cues]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def timestamp(seconds: float) -> str:
    """Seconds as WebVTT writes them: 00:01:02.500."""
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def main() -> None:
    """Record both languages and say what came out."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium or not shutil.which("ffmpeg"):
        sys.exit("record_video: needs chromium and ffmpeg on the PATH (apt-get install chromium ffmpeg)")
    VIDEOS.mkdir(parents=True, exist_ok=True)
    for language in ("it", "en"):
        article = ROOT / "content" / language / "video-turn-off-renewal.md"
        sentences = transcript(article.read_text(encoding="utf-8"), language)
        with stub() as base:
            recording = asyncio.run(record(base, language, sentences, chromium))
        target = VIDEOS / f"turn-off-renewal.{language}.webm"
        encode(recording, target)
        take_poster(target, recording.cues[POSTER_SCENE][0] + 1)
        target.with_suffix(".vtt").write_text(webvtt(recording.cues), encoding="utf-8")
        size = target.stat().st_size
        print(f"{target.relative_to(ROOT)}: {size} bytes, {recording.cues[-1][1]:.0f} s")
        if size > LARGEST_BYTES:
            sys.exit(f"record_video: {target.name} is larger than {LARGEST_BYTES} bytes: raise QUALITY")


if __name__ == "__main__":
    main()
