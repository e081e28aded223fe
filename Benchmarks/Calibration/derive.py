#!/usr/bin/env python3
"""Derives further pictures that break one requirement each, from portraits on an even light-blue background.

usage: derive.py FOLDER_OF_GOOD_PORTRAITS OUTPUT_FOLDER        (needs numpy and opencv-python-headless)

Every good portrait is taken through every recipe, so that a rate says something about people and not about one picture. The person is
told from the background by colour. Seeds are the picture's name: the same pictures come out every time.
"""
import hashlib
import pathlib
import sys

import cv2
import numpy as np

BLUE = np.array([255, 197, 100], np.float32)  # BGR


def person_of(image):
    """0 background … 1 person, soft by two pixels."""
    far = np.abs(image.astype(np.float32) - BLUE).max(2) > 14
    solid = cv2.morphologyEx(far.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    return cv2.GaussianBlur(solid.astype(np.float32), (0, 0), 1)[..., None]


def toned(image, gamma, gain, offset=0):
    return np.clip((image / 255) ** gamma * gain * 255 + offset, 0, 255)


def on_person(image, person, changed):
    return changed * person + image * (1 - person)


def ramp(image, person, side, low):
    height, width = image.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    inside = person[..., 0] > 0.5
    axis = xs if side in "LR" else ys
    begin, end = np.percentile(axis[inside], [5, 95])
    if side in "TB":
        end = begin + (end - begin) * 0.75
    place = (axis - begin) / (end - begin)
    if side in "RB":
        place = 1 - place
    light = 1.1 - (1.1 - low) / (1 + np.exp(-8 * (place - 0.5)))
    return on_person(image, person, np.clip(image * light[..., None], 0, 255))


def shadow(image, person, dx, dy, strength):
    moved = cv2.warpAffine(person[..., 0], np.float32([[1, 0, dx], [0, 1, dy]]), (image.shape[1], image.shape[0]))
    fall = cv2.GaussianBlur(moved, (0, 0), 9)[..., None] * strength
    return on_person(image * (1 - fall), person, image)


def motion(image, length):
    return cv2.filter2D(image, -1, np.full((1, length), 1 / length, np.float32))


def turned(image, person, degrees):
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height * 0.42), degrees, 1)
    mask = cv2.warpAffine(person[..., 0], matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)[..., None]
    whole = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.clip(whole * mask + BLUE * (1 - mask), 0, 255)


def recipes(name):
    chance = np.random.default_rng(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big"))
    return {
        "blur_1.2": lambda i, p: cv2.GaussianBlur(i, (0, 0), 1.2),
        "blur_shake9": lambda i, p: motion(i, 9),
        "dark_person": lambda i, p: on_person(i, p, toned(i, 1.6, 0.8)),
        "dark_whole": lambda i, p: toned(i, 1.6, 0.8),
        "over_person": lambda i, p: on_person(i, p, toned(i, 0.6, 1.25)),
        "over_gain1.3": lambda i, p: on_person(i, p, toned(i, 1, 1.3, 40)),
        "light_L65": lambda i, p: ramp(i, p, "L", 0.65),
        "light_R65": lambda i, p: ramp(i, p, "R", 0.65),
        "light_T65": lambda i, p: ramp(i, p, "T", 0.65),
        "light_B65": lambda i, p: ramp(i, p, "B", 0.65),
        "light_L45": lambda i, p: ramp(i, p, "L", 0.45),
        "light_T45": lambda i, p: ramp(i, p, "T", 0.45),
        "light_B45": lambda i, p: ramp(i, p, "B", 0.45),
        "noise_6": lambda i, p: np.clip(i + chance.normal(0, 6, i.shape), 0, 255),
        "shadow_20": lambda i, p: shadow(i, p, 20, 10, 0.2),
        "shadow_35": lambda i, p: shadow(i, p, 35, 15, 0.35),
        "off_blue": lambda i, p: on_person(np.broadcast_to(np.float32([240, 182, 100]), i.shape), p, i),
        "tilt_6": lambda i, p: turned(i, p, 6),
        "tilt_-8": lambda i, p: turned(i, p, -8),
        "cast_warm": lambda i, p: np.clip(i * np.float32([0.85, 1, 1.1]), 0, 255),
    }


def main():
    source, target = map(pathlib.Path, sys.argv[1:3])
    for path in sorted(source.glob("*.jpg")):
        image = cv2.imread(str(path)).astype(np.float32)
        person = person_of(image)
        for label, make in recipes(path.stem).items():
            folder = target / label
            folder.mkdir(parents=True, exist_ok=True)
            result = np.round(np.clip(make(image, person), 0, 255)).astype(np.uint8)
            cv2.imwrite(str(folder / path.name), result, [cv2.IMWRITE_JPEG_QUALITY, 88])


if __name__ == "__main__":
    main()
