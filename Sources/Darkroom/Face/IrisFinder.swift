import Foundation

/// Finds lids and iris of an eye: MediaPipe's iris model on a turned square, 64 × 64 pixels.
struct IrisFinder: Sendable {
  private let net: FaceNet

  private static let side = 64
  /// The square's side by the distance of the eye's corners.
  private static let room = 2.3
  private static let contourCount = 71
  private static let irisCount = 5

  init(in folder: String) throws {
    net = try FaceNet(
      .iris, in: folder, input: ModelTensor(name: "image", shape: [1, Self.side, Self.side, 3]),
      outputs: [
        ModelTensor(name: "eye_contour", shape: [1, Self.contourCount * 3]),
        ModelTensor(name: "iris", shape: [1, Self.irisCount * 3]),
      ])
  }

  /// The eyes at the image's left and right.
  func eyes(of face: FaceLandmarks, in image: RGBImage) throws -> (left: EyeLandmarks, right: EyeLandmarks) {
    // the model knows one side only: the other eye is shown to it in a mirror
    let left = try eye(face[MeshPoint.leftEyeOuter], face[MeshPoint.leftEyeInner], isMirrored: false, in: image)
    let right = try eye(face[MeshPoint.rightEyeInner], face[MeshPoint.rightEyeOuter], isMirrored: true, in: image)
    return (left, right)
  }

  private func eye(_ from: PixelPoint, _ to: PixelPoint, isMirrored: Bool, in image: RGBImage) throws -> EyeLandmarks {
    let side = Self.room * from.distance(to: to)
    var crop = CropTransform(
      center: from.middle(to: to), width: side, height: side, radians: atan2(to.y - from.y, to.x - from.x), columns: Self.side,
      rows: Self.side)
    if isMirrored {
      let last = Double(Self.side)
      crop = CropTransform(
        xx: -crop.xx, xy: crop.xy, x0: crop.x0 + crop.xx * last, yx: -crop.yx, yy: crop.yy, y0: crop.y0 + crop.yx * last)
    }
    let outputs = try net.run(image.sampled(crop, columns: Self.side, rows: Self.side, scale: 1 / 255))
    func points(_ values: [Float], _ count: Int) -> [PixelPoint] {
      (0..<count).map { crop.point(Double(values[$0 * 3]), Double(values[$0 * 3 + 1])) }
    }
    var iris = points(outputs[1], Self.irisCount)
    // right and left of the iris changed places in the mirror
    if isMirrored { iris.swapAt(1, 3) }
    return EyeLandmarks(contour: points(outputs[0], Self.contourCount), iris: iris)
  }
}
