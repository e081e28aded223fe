import GraduatePhotos

/// Photo paper of a minilab, with the pixels that it prints without scaling.
public enum MinilabPaper: String, Sendable, Hashable, CaseIterable, Codable {
  /// 7 寸: 5 × 7 inches (127 × 178 mm).
  case fiveR = "5R"
  /// 8 寸: 6 × 8 inches (152 × 203 mm).
  case sixR = "6R"

  public var shortSidePixels: Int { self == .fiveR ? 1_500 : 1_800 }
  public var longSidePixels: Int { self == .fiveR ? 2_100 : 2_400 }

  /// 「5R（127×178 毫米）」.
  public var chineseName: String { self == .fiveR ? "5R（127×178 毫米）" : "6R（152×203 毫米）" }

  var shortSide: Double { Double(shortSidePixels) / PrintRaster.pixelsPerMillimetre }
  var longSide: Double { Double(longSidePixels) / PrintRaster.pixelsPerMillimetre }
}

/// One photo on a sheet of photo paper; millimetres.
struct PrintPiece: Equatable {
  /// Whose it is: an index into what the sheet's maker holds.
  let person: Int
  let size: PrintedPhotoSize
  let x: Double
  let y: Double

  var box: PrintBox { PrintBox(x: x, y: y, width: size.widthMillimetres, height: size.heightMillimetres) }
}

extension PaperCanvas {
  /// Short hairlines outside the corners of a photo, where white is: to cut along.
  func cornerMarks(_ box: PrintBox, length: Double = 1.1, away: Double = 0.25) {
    for x in [box.x, box.x + box.width] {
      line(x, box.y - away - length, x, box.y - away, points: 0.3, grey: 0.25)
      line(x, box.y + box.height + away, x, box.y + box.height + away + length, points: 0.3, grey: 0.25)
    }
    for y in [box.y, box.y + box.height] {
      line(box.x - away - length, y, box.x - away, y, points: 0.3, grey: 0.25)
      line(box.x + box.width + away, y, box.x + box.width + away + length, y, points: 0.3, grey: 0.25)
    }
  }
}
