import GraduatePhotos

/// A person as lists of the verification name him: in roster mode with name and numbers, in code mode with code and serial only.
public protocol ListedPerson: PhotoCaption {
  /// Titles and widths of his columns.
  static var personColumns: [PaperTable.Column] { get }
  /// The same number of texts.
  var personCells: [String] { get }
}

extension RosterCaption: ListedPerson {
  public static var personColumns: [PaperTable.Column] {
    [.init("姓名", 34), .init("学号", 28), .init("身份证号", 38)]
  }

  public var personCells: [String] { [name, studentNumber, idNumber] }
}

extension CodeCaption: ListedPerson {
  public static var personColumns: [PaperTable.Column] { [.init("采集码", 60), .init("拍摄序号", 34)] }
  public var personCells: [String] { [code, shotSerial] }
}

extension PaperTable.Column {
  /// Width of the same column in a workbook, in characters: a millimetre of paper is about half of one.
  var characters: Double { max(8, widthMillimetres * 0.62) }
}

extension CalendarDay {
  /// Seconds since 1970 of the day's beginning in China, for the properties of a workbook.
  var workbookSeconds: Int { Int(startMilliseconds / 1000) }
}
