import Workflow

/// A QR code as an inline drawing: sharp at every size, in print too, and no second request.
enum QRImage {
  static func svg(_ picture: QRPicture, label: String) -> HTML {
    let side = picture.size + 8
    var path = ""
    for (row, line) in picture.rows.enumerated() {
      for (column, isDark) in line.enumerated() where isDark { path += "M\(column + 4) \(row + 4)h1v1h-1z" }
    }
    return Tag.element(
      "svg",
      [
        .class("qr"), .set(.viewBox, "0 0 \(side) \(side)"), .set(.role, "img"), .aria("label", label),
      ], Tag.element("path", [.set(.d, path)], .nothing))
  }
}
