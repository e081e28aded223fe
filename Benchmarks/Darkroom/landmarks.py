#!/usr/bin/env python3
"""The yardstick in Python: landmarks.py PICTURE TIMES. OpenCV reads the picture, MediaPipe finds its face and 478 landmarks (irises too)."""
import sys

import cv2
import mediapipe

mesh = mediapipe.solutions.face_mesh.FaceMesh(static_image_mode=True, max_num_faces=2, refine_landmarks=True)
for _ in range(int(sys.argv[2])):
    image = cv2.cvtColor(cv2.imread(sys.argv[1]), cv2.COLOR_BGR2RGB)
    if not mesh.process(image).multi_face_landmarks:
        sys.exit("no face")
