"""How alike two pictures look: the structural similarity index (SSIM)."""

from PIL import Image, ImageMath

__all__ = ["similarity"]

_WINDOW, _STEP = 8, 4
_PEAK = 255
_C1, _C2 = (0.01 * _PEAK) ** 2, (0.03 * _PEAK) ** 2


def similarity(first: Image.Image, second: Image.Image) -> float:
    """Return the SSIM of two pictures of one size in mode L, RGB or RGBA: 1 where they are equal.

    Formula and constants: Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error
    visibility to structural similarity", IEEE TIP 13 (2004), of the luma, over windows of 8 x 8 pixels, 4
    pixels apart. Where a picture is transparent, it is compared on white and on black; the worse counts.
    """
    if "A" in first.mode:
        grounds = ("white", "black")
        return min(_compare(_on(first, ground), _on(second, ground)) for ground in grounds)
    return _compare(first, second)


def _on(picture: Image.Image, colour: str) -> Image.Image:
    ground = Image.new("RGBA", picture.size, colour)
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("L")


def _compare(first: Image.Image, second: Image.Image) -> float:
    x, y = (_luma(picture) for picture in (first, second))
    products = [_product(x, x), _product(y, y), _product(x, y)]
    total, count = 0.0, 0
    for left, top in ((0, 0), (_STEP, 0), (0, _STEP), (_STEP, _STEP)):
        means = [_means(picture, left, top) for picture in (x, y, *products)]
        if all(means):
            part = _index(*(mean for mean in means if mean))
            total += _mean(part) * part.width * part.height
            count += part.width * part.height
    return total / count


def _luma(picture: Image.Image) -> Image.Image:
    """Return the luma as real numbers; a picture smaller than a window is repeated to fill one."""
    grey = picture.convert("L")
    width, height = max(grey.width, _WINDOW), max(grey.height, _WINDOW)
    if (width, height) != grey.size:
        grey = grey.resize((width, height), Image.Resampling.NEAREST)
    return grey.convert("F")


def _product(first: Image.Image, second: Image.Image) -> Image.Image:
    product: Image.Image = ImageMath.lambda_eval(lambda of: of["a"] * of["b"], a=first, b=second)
    return product


def _means(picture: Image.Image, left: int, top: int) -> Image.Image | None:
    """Return the mean of each whole window, beginning at a corner; None where none fits."""
    columns, rows = (picture.width - left) // _WINDOW, (picture.height - top) // _WINDOW
    if not columns or not rows:
        return None
    box = (left, top, left + columns * _WINDOW, top + rows * _WINDOW)
    return picture.crop(box).reduce(_WINDOW)


def _index(
    x: Image.Image, y: Image.Image, xx: Image.Image, yy: Image.Image, xy: Image.Image
) -> Image.Image:
    """Return the index of each window, from the means of x, y and their products."""
    index: Image.Image = ImageMath.lambda_eval(
        lambda of: (
            ((of["x"] * of["y"] * 2 + _C1) * ((of["xy"] - of["x"] * of["y"]) * 2 + _C2))
            / (
                (of["x"] * of["x"] + of["y"] * of["y"] + _C1)
                * (of["xx"] - of["x"] * of["x"] + of["yy"] - of["y"] * of["y"] + _C2)
            )
        ),
        x=x,
        y=y,
        xx=xx,
        yy=yy,
        xy=xy,
    )
    return index


def _mean(picture: Image.Image) -> float:
    value = picture.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return float(value) if isinstance(value, (int, float)) else 0.0
