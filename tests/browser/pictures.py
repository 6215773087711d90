"""Parts of the page as pictures, and several of them as one that moves."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, Page

WIDTH, HEIGHT = 1280, 800
MOVING_WIDTH = 900
COLOURS = 256
"""The page has few; letters have soft edges of their own."""
MARGIN = 10
MOST_BYTES, MOST_MOVING_BYTES = 200_000, 2_000_000


def photograph(page: Page, path: Path, first: str, last: str, most: int, column: bool = False) -> None:
    """Save the page from the top of one element to the bottom of another: its full width, or their column alone."""
    top, bottom = (page.locator(selector).first.bounding_box() for selector in (first, last or first))
    assert top
    assert bottom
    scrolled = page.evaluate("scrollY")
    start = max(top["y"] + scrolled - MARGIN, 0)
    height = min(bottom["y"] + scrolled + bottom["height"] + MARGIN - start, most)
    left, width = (top["x"] - MARGIN, top["width"] + 2 * MARGIN) if column else (0, WIDTH)
    clip: FloatRect = {"x": left, "y": start, "width": width, "height": height}
    taken = page.screenshot(full_page=True, clip=clip, animations="disabled")
    picture = Image.open(BytesIO(taken)).convert("RGB")
    picture.save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        palette(picture).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name}: {size / 1000:.0f} kB", flush=True)
    assert size <= MOST_BYTES


def palette(picture: Image.Image) -> Image.Image:
    """Return a picture with few colours, which is small."""
    return picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)


class MovingPicture:
    """Views of the window, one after another."""

    def __init__(self) -> None:
        self._frames: list[tuple[Image.Image, int]] = []

    def add(self, page: Page, milliseconds: int) -> None:
        """Take the window as it is now, to be shown that long."""
        self._frames.append((view(page), milliseconds))

    def add_some(self, views: Sequence[Image.Image], count: int, milliseconds: int) -> None:
        """Add so many of some views, evenly spaced, the first and the last among them."""
        steps = min(count, len(views))
        for step in range(steps):
            self._frames.append((views[round(step * (len(views) - 1) / max(steps - 1, 1))], milliseconds))

    def save(self, path: Path) -> None:
        """Write an animated GIF that begins again by itself."""
        first, *others = [palette(picture) for picture, _ in self._frames]
        times = [milliseconds for _, milliseconds in self._frames]
        first.save(path, save_all=True, append_images=others, duration=times, loop=0, optimize=True)
        size = path.stat().st_size
        print(f"{path.name}: {len(times)} frames, {size / 1000:.0f} kB", flush=True)
        assert size <= MOST_MOVING_BYTES


def view(page: Page) -> Image.Image:
    """Return the window as a frame of a moving picture."""
    taken = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    return taken.resize((MOVING_WIDTH, taken.height * MOVING_WIDTH // taken.width), Image.Resampling.LANCZOS)
