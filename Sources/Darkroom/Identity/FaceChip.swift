/// The upright, standardised cut of a face that the embedding compares: 150 × 150 pixels, eyes and nose at fixed places.
enum FaceChip {
  static let side = 150

  /// Where the five points lie, in fractions of the face's square: the median place of the mesh's points in dlib's own chips
  /// (Models/MODELS.md).
  ///
  /// Right eye's outer and inner corner, left eye's outer and inner corner, nose's base.
  private static let template: [(point: Int, x: Double, y: Double)] = [
    (MeshPoint.rightEyeOuter, 0.8760, 0.2088), (MeshPoint.rightEyeInner, 0.6389, 0.2221),
    (MeshPoint.leftEyeOuter, 0.1084, 0.2090), (MeshPoint.leftEyeInner, 0.3412, 0.2221), (MeshPoint.noseBase, 0.4901, 0.6085),
  ]
  /// Around the face's square, in its sides.
  private static let padding = 0.25

  /// The least-squares similarity from the chip to the picture.
  static func transform(of face: FaceLandmarks) -> CropTransform {
    let size = Double(side)
    let targets = template.map { entry in
      PixelPoint(x: (entry.x + padding) / (1 + 2 * padding) * size, y: (entry.y + padding) / (1 + 2 * padding) * size)
    }
    let places = template.map { face[$0.point] }
    let target = mean(targets)
    let place = mean(places)
    var along = 0.0
    var across = 0.0
    var norm = 0.0
    for (t, p) in zip(targets, places) {
      let s = PixelPoint(x: t.x - target.x, y: t.y - target.y)
      let d = PixelPoint(x: p.x - place.x, y: p.y - place.y)
      along += s.x * d.x + s.y * d.y
      across += s.x * d.y - s.y * d.x
      norm += s.x * s.x + s.y * s.y
    }
    // dlib lays its 150 pixels over corners 149 apart; continuous coordinates put its pixel i at i + 0.5
    let stretch = size / (size - 1)
    let a = along / norm
    let b = across / norm
    let middle = PixelPoint(
      x: place.x + a * (size / 2 - target.x) - b * (size / 2 - target.y),
      y: place.y + b * (size / 2 - target.x) + a * (size / 2 - target.y))
    let xx = a * stretch
    let yx = b * stretch
    return CropTransform(
      xx: xx, xy: -yx, x0: middle.x - (xx - yx) * size / 2, yx: yx, yy: xx, y0: middle.y - (yx + xx) * size / 2)
  }

  private static func mean(_ points: [PixelPoint]) -> PixelPoint {
    let count = Double(points.count)
    return PixelPoint(x: points.reduce(0) { $0 + $1.x } / count, y: points.reduce(0) { $0 + $1.y } / count)
  }
}
