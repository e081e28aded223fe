import Foundation

/// A turned rectangle of a picture seen as an upright crop: takes a crop's continuous coordinates to the picture's.
///
/// `x = xx·u + xy·v + x0`, `y = yx·u + yy·v + y0`, both in pixels with the first pixel's centre at (0.5, 0.5).
struct CropTransform: Sendable, Hashable {
  let xx: Double
  let xy: Double
  let x0: Double
  let yx: Double
  let yy: Double
  let y0: Double

  init(xx: Double, xy: Double, x0: Double, yx: Double, yy: Double, y0: Double) {
    self.xx = xx
    self.xy = xy
    self.x0 = x0
    self.yx = yx
    self.yy = yy
    self.y0 = y0
  }

  /// A rectangle of `width` × `height` pixels around `center`, turned clockwise by `radians`, as a crop of `columns` × `rows`.
  init(center: PixelPoint, width: Double, height: Double, radians: Double = 0, columns: Int, rows: Int) {
    let cosine = cos(radians)
    let sine = sin(radians)
    let across = width / Double(columns)
    let down = height / Double(rows)
    self.init(
      xx: across * cosine, xy: -down * sine, x0: center.x - width / 2 * cosine + height / 2 * sine, yx: across * sine,
      yy: down * cosine, y0: center.y - width / 2 * sine - height / 2 * cosine)
  }

  /// An upright rectangle of the picture.
  init(_ rect: PixelRect, columns: Int, rows: Int) {
    self.init(
      center: PixelPoint(x: rect.x + rect.width / 2, y: rect.y + rect.height / 2), width: rect.width, height: rect.height,
      columns: columns, rows: rows)
  }

  /// The crop's point (u, v) in the picture.
  func point(_ u: Double, _ v: Double) -> PixelPoint {
    PixelPoint(x: xx * u + xy * v + x0, y: yx * u + yy * v + y0)
  }

  /// Pixels of the picture for one of the crop, the larger of both directions.
  var scale: Double { max(hypot(xx, yx), hypot(xy, yy)) }

  /// The same crop of a picture that was cut at (`left`, `top`) and shrunk by `factor`.
  func onShrunk(left: Int, top: Int, factor: Int) -> CropTransform {
    let f = Double(factor)
    return CropTransform(
      xx: xx / f, xy: xy / f, x0: (x0 - Double(left)) / f, yx: yx / f, yy: yy / f, y0: (y0 - Double(top)) / f)
  }
}
