/// Numbers of the mesh's points.
///
/// Left and right are the image's, not the person's.
enum MeshPoint {
  static let count = 468

  static let leftEyeOuter = 33
  static let leftEyeInner = 133
  static let rightEyeOuter = 263
  static let rightEyeInner = 362
  /// Corner, two upper, corner, two lower: the six of the eye aspect ratio.
  static let leftLids = [33, 160, 158, 133, 153, 144]
  static let rightLids = [362, 385, 387, 263, 373, 380]
  static let leftEyeRing = [33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7]
  static let rightEyeRing = [362, 398, 384, 385, 386, 387, 388, 466, 263, 249, 390, 373, 374, 380, 381, 382]
  static let leftBrow = [70, 63, 105, 66, 107]
  static let rightBrow = [336, 296, 334, 293, 300]

  static let noseTip = 1
  static let noseBase = 2
  static let noseRoot = 168

  static let lipCornerLeft = 61
  static let lipCornerRight = 291
  static let lipOuterTop = 0
  static let lipOuterBottom = 17
  static let innerLipLeft = 78
  static let innerLipRight = 308
  static let innerLipTop = 13
  static let innerLipBottom = 14
  /// Around the opening of the mouth.
  static let innerLips = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95]
  /// Around the red of the lips.
  static let outerLips = [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146]

  static let cheekLeft = 234
  static let cheekRight = 454
  static let jawLeft = 172
  static let jawRight = 397
  static let chin = 152
  /// Top of the mesh, below the hairline.
  static let forehead = 10
  /// Once around the face.
  static let oval = [
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136, 172,
    58,
    132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
  ]
}
