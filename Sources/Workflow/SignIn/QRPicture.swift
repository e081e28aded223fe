import Paperwork

/// A QR code as dark and light squares, for whoever draws it.
public struct QRPicture: Sendable {
  public let size: Int
  /// Row by row, true is dark; without the quiet zone.
  public let rows: [[Bool]]

  /// - Throws: when `text` is longer than a QR code holds (about 2,300 bytes).
  public init(_ text: String) throws {
    let code = try QRCode.matrix(text)
    size = code.width
    rows = (0..<code.width).map { Array(code.modules[($0 * code.width)..<(($0 + 1) * code.width)]) }
  }
}
