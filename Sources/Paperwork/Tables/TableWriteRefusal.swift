import GraduatePhotos

/// Why a table cannot be written as asked: nothing is cut off and no character is replaced, so some rows cannot be written.
public enum TableWriteRefusal: Refusal, Hashable {
  /// A field name of more than 10 bytes, with blanks, or used twice.
  case fieldName(String)
  /// A field wider than its type allows, or a column too many.
  case fieldWidth(String)
  case tooWide(row: Int, field: String, bytes: Int, width: Int)
  case unencodable(row: Int, field: String, codePoint: UInt32)
  case controlCharacter(row: Int, field: String)
  case notANumber(row: Int, field: String)
  case notADate(row: Int, field: String)
  case notLogical(row: Int, field: String)
  case tooManyRows(limit: Int)
  case cellTooLong(row: Int, field: String, limit: Int)
  case choicesTooLong(column: String)

  public var code: String {
    switch self {
    case .fieldName: "table.write.field-name"
    case .fieldWidth: "table.write.field-width"
    case .tooWide: "table.write.too-wide"
    case .unencodable: "table.write.unencodable"
    case .controlCharacter: "table.write.control-character"
    case .notANumber: "table.write.not-a-number"
    case .notADate: "table.write.not-a-date"
    case .notLogical: "table.write.not-logical"
    case .tooManyRows: "table.write.too-many-rows"
    case .cellTooLong: "table.write.cell-too-long"
    case .choicesTooLong: "table.write.choices-too-long"
    }
  }

  public var message: String {
    switch self {
    case .fieldName(let name): "字段名「\(name)」不能用：最长 10 个字节（5 个汉字），不能有空格，也不能重复"
    case .fieldWidth(let name): "字段「\(name)」的宽度不能用：字符型 1–254 字节，数值型 1–20 位，全部字段不超过 255 个"
    case .tooWide(let row, let field, let bytes, let width): "第 \(row) 行「\(field)」需要 \(bytes) 字节，字段宽度只有 \(width) 字节"
    case .unencodable(let row, let field, let point): "第 \(row) 行「\(field)」里的字符 \(Self.name(point)) 在 GB18030 里没有编码"
    case .controlCharacter(let row, let field): "第 \(row) 行「\(field)」里有换行等控制字符，DBF 存不下"
    case .notANumber(let row, let field): "第 \(row) 行「\(field)」不是这个字段能存的数字"
    case .notADate(let row, let field): "第 \(row) 行「\(field)」不是八位日期（YYYYMMDD）"
    case .notLogical(let row, let field): "第 \(row) 行「\(field)」不是「是」或「否」"
    case .tooManyRows(let limit): "一张表最多 \(limit) 行，写不下"
    case .cellTooLong(let row, let field, let limit): "第 \(row) 行「\(field)」超过 \(limit) 个字符"
    case .choicesTooLong(let column): "「\(column)」的可选值合起来超过 255 个字符，Excel 的下拉列表存不下"
    }
  }

  public var hint: String {
    switch self {
    case .fieldName, .fieldWidth: "请修改导出格式里的字段设置"
    case .tooWide: "请在导出格式里把这个字段加宽，或改用 Excel（.xlsx）"
    case .unencodable: "请核对这个字，换成标准字符，或改用 Excel（.xlsx）"
    case .controlCharacter, .notANumber, .notADate, .notLogical, .cellTooLong: "请修改这一格后再导出"
    case .tooManyRows: "请按院系分成几个文件"
    case .choicesTooLong: "请减少可选值"
    }
  }

  /// `U+E78D`.
  private static func name(_ point: UInt32) -> String {
    let hex = String(point, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
  }
}
