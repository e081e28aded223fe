import Foundation

/// Lays 468 points over a face: MediaPipe's face landmark model on a turned square, 192 × 192 pixels.
struct FaceMesh: Sendable {
  private let net: FaceNet

  private static let side = 192
  /// The square's side by the larger side of the face's box.
  private static let room = 1.5

  init(in folder: String) throws {
    net = try FaceNet(
      .faceMesh, in: folder, input: ModelTensor(name: "image", shape: [1, Self.side, Self.side, 3]),
      outputs: [
        ModelTensor(name: "landmarks", shape: [1, 1, 1, MeshPoint.count * 3]),
        ModelTensor(name: "face_flag", shape: [1, 1, 1, 1]),
      ])
  }

  /// The mesh of a detected face.
  ///
  /// The mesh is best when its square fits the mesh itself. The square is guessed from the detector's eyes and mouth, and laid anew by the
  /// first mesh's points where the guess was off.
  func landmarks(of face: DetectedFace, in image: RGBImage) throws -> FaceLandmarks {
    let guess = Square(guessedFrom: face)
    let first = try pass(image, guess)
    let fitting = Square(around: first, room: Self.room)
    return guess.isNear(fitting) ? first : try pass(image, fitting)
  }

  /// The mesh of a face whose points are known roughly, in one pass.
  func landmarks(near rough: FaceLandmarks, in image: RGBImage) throws -> FaceLandmarks {
    try pass(image, Square(around: rough, room: Self.room))
  }

  private func pass(_ image: RGBImage, _ square: Square) throws -> FaceLandmarks {
    let crop = CropTransform(
      center: square.center, width: square.side, height: square.side, radians: square.radians, columns: Self.side,
      rows: Self.side)
    let outputs = try net.run(image.sampled(crop, columns: Self.side, rows: Self.side, scale: 1 / 255))
    let values = outputs[0]
    let scale = square.side / Double(Self.side)
    return FaceLandmarks(
      points: (0..<MeshPoint.count).map { crop.point(Double(values[$0 * 3]), Double(values[$0 * 3 + 1])) },
      depths: (0..<MeshPoint.count).map { Double(values[$0 * 3 + 2]) * scale },
      faceFlag: 1 / (1 + exp(-Double(outputs[1][0]))))
  }
}

/// A turned square of a picture that a mesh is looked for in.
private struct Square {
  let center: PixelPoint
  let side: Double
  /// Clockwise in the image.
  let radians: Double

  /// The box around the points after the face was turned upright, with room.
  init(around face: FaceLandmarks, room: Double) {
    let angle = face.eyeLineRadians
    let upright = PixelRect(around: face.points.map { $0.turned(by: -angle) })
    center = upright.center.turned(by: angle)
    side = room * max(upright.width, upright.height)
    radians = angle
  }

  /// Coefficients fitted to the squares around the meshes of 198 faces; half of the guesses are within 2 % of the side.
  init(guessedFrom face: DetectedFace) {
    let left = face.points[0]
    let right = face.points[1]
    let angle = atan2(right.y - left.y, right.x - left.x)
    let eyes = left.middle(to: right)
    func upright(_ point: PixelPoint) -> PixelPoint { PixelPoint(x: point.x - eyes.x, y: point.y - eyes.y).turned(by: -angle) }
    let distance = left.distance(to: right)
    let box = max(face.box.width, face.box.height)
    let mouth = upright(face.points[3])
    let middle = upright(face.box.center)
    let shift = PixelPoint(
      x: -0.301 * mouth.x + 0.731 * middle.x, y: 0.288 * distance + 0.693 * mouth.y - 0.248 * box
    ).turned(by: angle)
    center = PixelPoint(x: eyes.x + shift.x, y: eyes.y + shift.y)
    side = max(0.5 * box, 1.628 * distance + 1.938 * mouth.y + 0.084 * box)
    radians = angle
  }

  /// Whether another pass would see almost the same.
  func isNear(_ other: Square) -> Bool {
    center.distance(to: other.center) < 0.025 * other.side && abs(side / other.side - 1) < 0.06
      && abs(radians - other.radians) < 0.045
  }
}

extension PixelPoint {
  /// Turned around the origin, clockwise in the image.
  fileprivate func turned(by radians: Double) -> PixelPoint {
    let cosine = cos(radians)
    let sine = sin(radians)
    return PixelPoint(x: cosine * x - sine * y, y: sine * x + cosine * y)
  }
}
