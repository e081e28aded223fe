/// Where people are in a picture: a probability for each cell of a 256 × 256 grid over a rectangle of it.
public struct PersonMask: Sendable {
  /// Cells a side.
  public static let side = 256
  /// Row by row, 0 background – 1 person.
  public let values: [Float]
  /// What the grid covers, in pixels of the picture.
  public let rect: PixelRect

  /// The probability at a point of the picture, bilinear between the cells' centres; the nearest cell's outside.
  func probability(at point: PixelPoint) -> Float {
    let last = Double(Self.side - 1)
    let x = max(0, min(last, (point.x - rect.x) / rect.width * Double(Self.side) - 0.5))
    let y = max(0, min(last, (point.y - rect.y) / rect.height * Double(Self.side) - 0.5))
    let left = min(Int(x), Self.side - 2)
    let top = min(Int(y), Self.side - 2)
    let right = Float(x - Double(left))
    let lower = Float(y - Double(top))
    let place = top * Self.side + left
    let above = values[place] * (1 - right) + values[place + 1] * right
    let below = values[place + Self.side] * (1 - right) + values[place + Self.side + 1] * right
    return above * (1 - lower) + below * lower
  }

  /// The share of person of each pixel of a picture, row by row.
  func shares(width: Int, height: Int) -> [Float] {
    (0..<height).flatMap { y in
      (0..<width).map { x in probability(at: PixelPoint(x: Double(x) + 0.5, y: Double(y) + 0.5)) }
    }
  }
}

/// Tells people from background: MediaPipe's selfie segmentation.
struct PersonSegmenter: Sendable {
  private let net: FaceNet

  init(in folder: String) throws {
    net = try FaceNet(
      .personMask, in: folder,
      input: ModelTensor(name: "image", shape: [1, PersonMask.side, PersonMask.side, 3]),
      outputs: [ModelTensor(name: "mask", shape: [1, PersonMask.side, PersonMask.side, 1])])
  }

  /// The mask over `rect`, which is stretched to the model's square; what lies beyond the picture repeats its edge.
  func mask(of rect: PixelRect, in image: RGBImage) throws -> PersonMask {
    let crop = CropTransform(rect, columns: PersonMask.side, rows: PersonMask.side)
    let values = image.sampled(crop, columns: PersonMask.side, rows: PersonMask.side, outside: .edge, scale: 1 / 255)
    return PersonMask(values: try net.run(values)[0], rect: rect)
  }
}
