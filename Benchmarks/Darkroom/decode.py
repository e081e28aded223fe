#!/usr/bin/env python3
"""The yardstick of decoding: decode.py PICTURE TIMES. libjpeg-turbo alone, by its own interface, RGB at 1/4 of width and height."""
import ctypes
import sys

turbo = ctypes.CDLL("libturbojpeg.so.0")
turbo.tjInitDecompress.restype = ctypes.c_void_p
data = open(sys.argv[1], "rb").read()
decoder = ctypes.c_void_p(turbo.tjInitDecompress())
size = ctypes.c_ulong(len(data))
width, height, thinning, space = (ctypes.c_int() for _ in range(4))
turbo.tjDecompressHeader3(decoder, data, size, *(ctypes.byref(n) for n in (width, height, thinning, space)))
width, height = (width.value + 3) // 4, (height.value + 3) // 4
pixels = (ctypes.c_ubyte * (width * height * 3))()
for _ in range(int(sys.argv[2])):
    if turbo.tjDecompress2(decoder, data, size, pixels, width, 0, height, 0, 0) != 0:
        sys.exit("not decoded")
