#!/usr/bin/env python3
"""Makes the 24-megapixel pictures of the benchmark: make_inputs.py FOLDER [PICTURE]        (needs numpy and OpenCV)

`camera-24.jpg` is what a camera writes: PICTURE (by default a good one of Tests/Fixtures/Photos; its middle, when it is wider than 3:4)
enlarged to 4248 x 5664 by bicubic interpolation, then grain as a sensor has it, independent for each pixel and colour (Gaussian, 3.5 levels,
seeded), then JPEG at quality 95 with 4:2:2. The grain stands for the detail that an enlargement lacks: cameras write 6 to 10 MB for 24
megapixels, and the recipe checks that the file has that size. `smooth-24.jpg` is the same without grain, for comparison: under 3 MB, whose
decoding costs half, so that everything behind it seems to cost twice as much.
"""
import pathlib
import sys

import cv2
import numpy as np

WIDTH, HEIGHT = 4248, 5664
GRAIN = 3.5
PICTURE = pathlib.Path(__file__).resolve().parents[2] / "Tests/Fixtures/Photos/ok-lon004.jpg"
OPTIONS = [cv2.IMWRITE_JPEG_QUALITY, 95, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422]


def enlarged(path):
    image = cv2.imread(str(path))
    height, width = image.shape[:2]
    kept = min(width, height * WIDTH // HEIGHT)
    left = (width - kept) // 2
    return cv2.resize(image[:, left:left + kept], (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)


def add_grain(image):
    chance = np.random.default_rng(24)
    for row in range(0, HEIGHT, 472):
        part = image[row:row + 472]
        grain = chance.standard_normal(part.shape, dtype=np.float32) * GRAIN
        part[:] = np.clip(np.round(part + grain), 0, 255)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    image = enlarged(sys.argv[2] if len(sys.argv) > 2 else PICTURE)
    cv2.imwrite(str(folder / "smooth-24.jpg"), image, OPTIONS)
    add_grain(image)
    cv2.imwrite(str(folder / "camera-24.jpg"), image, OPTIONS)
    size = (folder / "camera-24.jpg").stat().st_size
    if not 6e6 <= size <= 10e6:
        sys.exit("camera-24.jpg has %.1f MB, not the 6 to 10 of a camera" % (size / 1e6))


if __name__ == "__main__":
    main()
