import GraduatePhotos

/// How captioned photos are laid out on A4, upright; all lengths in millimetres.
///
/// Rows are as high as their longest caption, and a page takes as many as fit: a long name costs paper, never letters.
public struct SheetFormat: Sendable, Hashable {
  /// Photos beside each other.
  public let columns: Int
  public let photoWidth: Double
  public let photoHeight: Double
  public let fit: PhotoFit
  /// Marks outside the photos to cut along.
  public let hasCropMarks: Bool
  /// Size of the captions where they fit; never below `floorPoints`.
  public let captionPoints: Double
  /// Between two photos' cells.
  let gap: Double
  let captionWidth: Double
  /// Between a photo and its caption, and below the caption.
  let captionGap: Double
  let rowGap: Double
  /// What may be added to `rowGap` where the page has it.
  let mostStretch: Double

  /// 八号 (5 pt), the smallest size of Chinese print.
  static let floorPoints = 5.0
  /// What office printers leave white at an edge.
  static let margin = 5.0

  /// 样张: 30 photos a page, each whole (3:4), 23.25 × 31 mm, to check and to find by.
  public static let proof = SheetFormat(
    columns: 5, photoWidth: 23.25, photoHeight: 31, fit: .whole, hasCropMarks: false, captionPoints: 6.5, gap: 3.2,
    captionWidth: 36, captionGap: 0.6, rowGap: 1.4, mostStretch: 2.4)

  /// Photos to be cut out and used: 33×48 mm, 24 a page; 35×45 and 35×49 mm, 20 a page; 25×35 mm, 30 a page.
  ///
  /// Paper decides how many: 30 photos of 33×48 mm leave 6 mm each for the caption, which is `.cutDense`.
  public static func cut(_ size: PrintedPhotoSize, fit: PhotoFit = .filled) -> SheetFormat {
    let columns = size.widthMillimetres > 33 ? 5 : 6
    let gap = size.widthMillimetres > 33 ? 4.0 : size.widthMillimetres > 30 ? 0.4 : 2.6
    return SheetFormat(
      columns: columns, photoWidth: size.widthMillimetres, photoHeight: size.heightMillimetres, fit: fit, hasCropMarks: true,
      captionPoints: 7, gap: gap, captionWidth: max(size.widthMillimetres - 1.8, 30), captionGap: 0.8, rowGap: 1.6,
      mostStretch: 2.4)
  }

  /// 30 photos of 33×48 mm a page, with captions of three short rows (`CaptionSetting.dense`) in the smallest size of print.
  public static let cutDense = SheetFormat(
    columns: 6, photoWidth: 33, photoHeight: 48, fit: .filled, hasCropMarks: true, captionPoints: 5, gap: 0.4,
    captionWidth: 31.8, captionGap: 0.4, rowGap: 0.4, mostStretch: 0.6)

  /// From one photo's left edge to the next one's.
  var pitch: Double { max(photoWidth, captionWidth) + gap }

  /// The left edge of a column's cell.
  func cellX(_ column: Int) -> Double {
    let whole = Double(columns) * pitch - gap
    return (PaperSheet.portrait.width - whole) / 2 + Double(column) * pitch
  }

  var cellWidth: Double { pitch - gap }
  func photoX(_ column: Int) -> Double { cellX(column) + (cellWidth - photoWidth) / 2 }
  func captionX(_ column: Int) -> Double { cellX(column) + (cellWidth - captionWidth) / 2 }
}
