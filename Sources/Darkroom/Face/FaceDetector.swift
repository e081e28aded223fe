import Foundation

/// Finds faces: BlazeFace's short-range model on a square of the picture, 128 × 128 pixels.
///
/// Decoding and weighted suppression as in Models/MODELS.md.
struct FaceDetector: Sendable {
  private let net: FaceNet
  private let anchors: [PixelPoint]

  private static let side = 128
  private static let anchorCount = 896
  private static let valuesPerAnchor = 16

  init(in folder: String) throws {
    net = try FaceNet(
      .faceDetector, in: folder, input: ModelTensor(name: "image", shape: [1, Self.side, Self.side, 3]),
      outputs: [
        ModelTensor(name: "boxes", shape: [1, Self.anchorCount, Self.valuesPerAnchor]),
        ModelTensor(name: "scores", shape: [1, Self.anchorCount, 1]),
      ])
    anchors = Self.makeAnchors()
  }

  /// Faces in the whole picture, the surest first.
  func faces(in image: RGBImage) throws -> [DetectedFace] {
    let side = Double(max(image.width, image.height))
    let center = PixelPoint(x: Double(image.width) / 2, y: Double(image.height) / 2)
    return try faces(in: image, center: center, side: side)
  }

  /// Faces in a square of the picture, which may reach beyond it; what is outside is black.
  func faces(in image: RGBImage, center: PixelPoint, side: Double) throws -> [DetectedFace] {
    let crop = CropTransform(center: center, width: side, height: side, columns: Self.side, rows: Self.side)
    let values = image.sampled(crop, columns: Self.side, rows: Self.side, scale: 1 / 127.5, offset: -1)
    return try faces(values, leastScore: FaceLimits.leastDetectionScore).map { face in
      face.placed(at: PixelPoint(x: center.x - side / 2, y: center.y - side / 2), side: side)
    }
  }

  /// Middles of what might be faces in two strips of a picture, each half as wide as high, seen in one go.
  ///
  /// Less sure than `faces`: each wants another look in a square around it.
  func candidates(in image: RGBImage, strips: (PixelRect, PixelRect)) throws -> [PixelPoint] {
    let half = Self.side / 2
    let parts = [strips.0, strips.1].map { strip in
      image.sampled(
        CropTransform(strip, columns: half, rows: Self.side), columns: half, rows: Self.side, scale: 1 / 127.5, offset: -1)
    }
    let row = half * 3
    let values = (0..<Self.side).flatMap { y in parts.flatMap { $0[y * row..<(y + 1) * row] } }
    return try faces(values, leastScore: FaceLimits.leastCandidateScore).map { face in
      let middle = face.box.center
      let strip = middle.x < 0.5 ? strips.0 : strips.1
      let x = (middle.x < 0.5 ? middle.x : middle.x - 0.5) * 2
      return PixelPoint(x: strip.x + x * strip.width, y: strip.y + middle.y * strip.height)
    }
  }

  /// Runs the model on its square; what it finds is in fractions of it.
  private func faces(_ values: [Float], leastScore: Double) throws -> [DetectedFace] {
    let outputs = try net.run(values)
    return Self.suppressed(decoded(boxes: outputs[0], scores: outputs[1], leastScore: leastScore))
  }

  private func decoded(boxes: [Float], scores: [Float], leastScore: Double) -> [DetectedFace] {
    (0..<Self.anchorCount).compactMap { index in
      let raw = Double(scores[index])
      let score = 1 / (1 + exp(-max(-100, min(100, raw))))
      guard score >= leastScore else { return nil }
      let anchor = anchors[index]
      func value(_ offset: Int) -> Double { Double(boxes[index * Self.valuesPerAnchor + offset]) / Double(Self.side) }
      let width = value(2)
      let height = value(3)
      guard width > 0, height > 0 else { return nil }
      let box = PixelRect(x: value(0) + anchor.x - width / 2, y: value(1) + anchor.y - height / 2, width: width, height: height)
      let points = (0..<6).map { PixelPoint(x: value(4 + 2 * $0) + anchor.x, y: value(5 + 2 * $0) + anchor.y) }
      return DetectedFace(score: score, box: box, points: points)
    }
  }

  /// Weighted suppression: the surest takes the average, by score, of all that overlap it, and these are done with.
  private static func suppressed(_ candidates: [DetectedFace]) -> [DetectedFace] {
    // equal scores keep the anchors' order, which makes the result the same everywhere
    var left = candidates.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
    var faces: [DetectedFace] = []
    while let first = left.first, faces.count < FaceLimits.faces {
      var group = left.filter { $0.overlap(first) > FaceLimits.sameFaceOverlap }
      if group.isEmpty { group = [first] }
      faces.append(average(group, score: first.score))
      left.removeAll { group.contains($0) }
    }
    return faces
  }

  private static func average(_ group: [DetectedFace], score: Double) -> DetectedFace {
    let total = group.reduce(0) { $0 + $1.score }
    func mean(_ value: (DetectedFace) -> Double) -> Double { group.reduce(0) { $0 + value($1) * $1.score } / total }
    let left = mean(\.box.x)
    let top = mean(\.box.y)
    let box = PixelRect(x: left, y: top, width: mean(\.box.maxX) - left, height: mean(\.box.maxY) - top)
    let points = (0..<6).map { index in PixelPoint(x: mean { $0.points[index].x }, y: mean { $0.points[index].y }) }
    return DetectedFace(score: score, box: box, points: points)
  }

  private static func makeAnchors() -> [PixelPoint] {
    [(cells: 16, copies: 2), (cells: 8, copies: 6)].flatMap { grid in
      (0..<grid.cells * grid.cells * grid.copies).map { index in
        let cell = index / grid.copies
        let size = Double(grid.cells)
        return PixelPoint(x: (Double(cell % grid.cells) + 0.5) / size, y: (Double(cell / grid.cells) + 0.5) / size)
      }
    }
  }
}

extension DetectedFace {
  /// From fractions of a square with that corner to the picture's pixels.
  fileprivate func placed(at corner: PixelPoint, side: Double) -> DetectedFace { moved(scale: side, by: corner) }
}
