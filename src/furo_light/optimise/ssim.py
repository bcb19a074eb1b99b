"""The structural similarity index (SSIM) of two images."""

from PIL import Image, ImageMath

__all__ = ["similarity"]

_WINDOW, _STEP = 8, 4
_PEAK = 255
_C1, _C2 = (0.01 * _PEAK) ** 2, (0.03 * _PEAK) ** 2


def similarity(first: Image.Image, second: Image.Image) -> float:
    """Return the SSIM of two images of one size in mode L, RGB or RGBA: 1 if they are equal.

    Formula and constants: Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error
    visibility to structural similarity", IEEE TIP 13 (2004), of the luma, over windows of 8 x 8 pixels, 4
    pixels apart. A transparent image is compared on white and on black, and the worse value counts.
    """
    if "A" in first.mode:
        grounds = ("white", "black")
        return min(_compare(_on(first, ground), _on(second, ground)) for ground in grounds)
    return _compare(first, second)


def _on(image: Image.Image, colour: str) -> Image.Image:
    ground = Image.new("RGBA", image.size, colour)
    return Image.alpha_composite(ground, image.convert("RGBA")).convert("L")


def _compare(first: Image.Image, second: Image.Image) -> float:
    x, y = (_luma(image) for image in (first, second))
    products = [_product(x, x), _product(y, y), _product(x, y)]
    total, count = 0.0, 0
    for left, top in ((0, 0), (_STEP, 0), (0, _STEP), (_STEP, _STEP)):
        means = [_means(image, left, top) for image in (x, y, *products)]
        if all(means):
            part = _index(*(mean for mean in means if mean))
            total += _mean(part) * part.width * part.height
            count += part.width * part.height
    return total / count


def _luma(image: Image.Image) -> Image.Image:
    """Return the luma as real numbers; an image smaller than a window is enlarged to one."""
    grey = image.convert("L")
    width, height = max(grey.width, _WINDOW), max(grey.height, _WINDOW)
    if (width, height) != grey.size:
        grey = grey.resize((width, height), Image.Resampling.NEAREST)
    return grey.convert("F")


def _product(first: Image.Image, second: Image.Image) -> Image.Image:
    product: Image.Image = ImageMath.lambda_eval(lambda of: of["a"] * of["b"], a=first, b=second)
    return product


def _means(image: Image.Image, left: int, top: int) -> Image.Image | None:
    """Return the mean of each whole window, beginning at a corner; None where none fits."""
    columns, rows = (image.width - left) // _WINDOW, (image.height - top) // _WINDOW
    if not columns or not rows:
        return None
    box = (left, top, left + columns * _WINDOW, top + rows * _WINDOW)
    return image.crop(box).reduce(_WINDOW)


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


def _mean(image: Image.Image) -> float:
    value = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return float(value) if isinstance(value, (int, float)) else 0.0
