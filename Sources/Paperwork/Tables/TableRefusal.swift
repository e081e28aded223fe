import GraduatePhotos

/// Why a file is not read as a table, in the words of the person who chose it.
public enum TableRefusal: Refusal, Hashable {
  /// What came instead of a table.
  public enum OtherFile: String, Sendable, CaseIterable {
    case word, powerPoint, pdf, ofd, image, archive, openDocument, binaryWorkbook, access, webArchive, ancientExcel, dBase7,
      unknown
  }

  case empty
  case tooLarge(bytes: Int, limit: Int)
  case notATable(OtherFile)
  case encrypted
  case truncatedDBF(record: Int, of: Int)
  case truncated(TableFormat)
  case damaged(TableFormat, part: String)
  case undecodableText(line: Int)
  case unclosedQuote(row: Int)
  case undecodableFieldName(position: Int)
  case tooManyRows(limit: Int)
  case tooManyColumns(row: Int, limit: Int)
  case tooManySheets(Int, limit: Int)
  case cellTooLong(row: Int, column: Int, limit: Int)
  case unpacksTooLarge
  case noSheet

  public var code: String {
    switch self {
    case .empty: "table.empty"
    case .tooLarge: "table.too-large"
    case .notATable(let other): "table.not-a-table." + other.codeSuffix
    case .encrypted: "table.encrypted"
    case .truncatedDBF, .truncated: "table.truncated"
    case .damaged: "table.damaged"
    case .undecodableText: "table.undecodable-text"
    case .unclosedQuote: "table.unclosed-quote"
    case .undecodableFieldName: "table.undecodable-field-name"
    case .tooManyRows: "table.too-many-rows"
    case .tooManyColumns: "table.too-many-columns"
    case .tooManySheets: "table.too-many-sheets"
    case .cellTooLong: "table.cell-too-long"
    case .unpacksTooLarge: "table.unpacks-too-large"
    case .noSheet: "table.no-sheet"
    }
  }

  public var message: String {
    switch self {
    case .empty: "这个文件是空的，里面没有数据"
    case .tooLarge(let bytes, let limit): "文件大小 \(Self.megabytes(bytes))，超过上限 \(Self.megabytes(limit))"
    case .notATable(let other): other.message
    case .encrypted: "文件有密码，打不开"
    case .truncatedDBF(let record, let total): "文件不完整：应有 \(total) 条记录，从第 \(record) 条起缺失"
    case .truncated(let format): "文件不完整：\(format.label)没有传完，后面的内容缺失"
    case .damaged(let format, let part): "文件已损坏：\(format.label)的\(part)无法读取"
    case .undecodableText(let line): "第 \(line) 行有无法辨认的文字，既不是 UTF-8 也不是 GB18030（GBK）编码"
    case .unclosedQuote(let row): "第 \(row) 行的引号没有成对，后面的内容分不开"
    case .undecodableFieldName(let position): "DBF 第 \(position) 个字段的字段名无法辨认"
    case .tooManyRows(let limit): "数据超过 \(limit) 行"
    case .tooManyColumns(let row, let limit): "第 \(row) 行超过 \(limit) 列"
    case .tooManySheets(let count, let limit): "工作簿有 \(count) 张工作表，超过上限 \(limit) 张"
    case .cellTooLong(let row, let column, let limit): "第 \(row) 行第 \(column) 列的内容超过 \(limit) 个字符"
    case .unpacksTooLarge: "文件解压后过大，不像一份正常的表格"
    case .noSheet: "文件里没有可以读取的工作表"
    }
  }

  public var hint: String {
    switch self {
    case .empty: "请确认选对了文件，并在电脑上打开看一看有没有内容"
    case .tooLarge: "请按院系分成几个文件，分别上传"
    case .notATable(let other): other.hint
    case .encrypted: "请用 Excel 或 WPS 打开，取消打开密码并保存，再重新上传"
    case .truncatedDBF, .truncated: "请在原来的电脑上确认文件能打开，再重新复制、上传"
    case .damaged: "请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后再上传"
    case .undecodableText: "请用 Excel 或 WPS 打开，核对这一行，另存为 Excel 工作簿（.xlsx）后再上传"
    case .unclosedQuote: "请核对这一行的双引号，或用 Excel 另存为 Excel 工作簿（.xlsx）后再上传"
    case .undecodableFieldName: "请用 FoxPro 或 WPS 打开，改好字段名后再上传"
    case .tooManyRows: "请按院系分成几个文件；如果下面是空行，请删除多余的行后再上传"
    case .tooManyColumns: "请删除右边用不到的列后再上传"
    case .tooManySheets: "请只保留学生名单所在的工作表，再上传"
    case .cellTooLong: "请核对这一格的内容，改短后再上传"
    case .unpacksTooLarge: "请新建一个工作簿，只粘贴学生名单，保存后再上传"
    case .noSheet: "请确认工作簿里有学生名单，再重新保存、上传"
    }
  }

  static func megabytes(_ bytes: Int) -> String {
    let tenths = (bytes * 10 + (1 << 19)) >> 20
    return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
  }
}

extension TableRefusal.OtherFile {
  var codeSuffix: String {
    switch self {
    case .powerPoint: "powerpoint"
    case .openDocument: "opendocument"
    case .binaryWorkbook: "xlsb"
    case .webArchive: "web-archive"
    case .ancientExcel: "ancient-excel"
    case .dBase7: "dbase-7"
    default: rawValue
    }
  }

  var message: String {
    switch self {
    case .word: "这是 Word 文档，不是表格"
    case .powerPoint: "这是演示文稿，不是表格"
    case .pdf: "这是 PDF 文件，不是表格"
    case .ofd: "这是 OFD 版式文件，不是表格"
    case .image: "这是图片，不是表格"
    case .archive: "这是压缩包，不是表格"
    case .openDocument: "这是 OpenDocument 格式的文件，这里不读取"
    case .binaryWorkbook: "这是 Excel 二进制工作簿（.xlsb），这里不读取"
    case .access: "这是 Access 数据库，这里不读取"
    case .webArchive: "这是单个文件网页（.mht），这里不读取"
    case .ancientExcel: "这是 Excel 4.0 或更早的文件，这里不读取"
    case .dBase7: "这是 dBase 7 数据库，这里不读取"
    case .unknown: "这个文件不是表格，认不出里面的内容"
    }
  }

  var hint: String {
    switch self {
    case .word: "请把表格复制到 Excel 或 WPS 表格，另存为 Excel（.xlsx）后再上传"
    case .powerPoint, .pdf, .ofd, .image: "请上传原始的 Excel、DBF 或 CSV 文件"
    case .archive: "请先解压，再上传里面的 Excel、DBF 或 CSV 文件"
    case .access: "请在 Access 里把数据表导出为 Excel（.xlsx）后再上传"
    case .dBase7: "请另存为 dBase III 或 FoxPro 的 DBF，或导出为 Excel（.xlsx）后再上传"
    case .openDocument, .binaryWorkbook, .webArchive, .ancientExcel: "请用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）后再上传"
    case .unknown: "可以上传 Excel（.xlsx、.xls）、DBF 或 CSV 文件"
    }
  }
}

/// The operating system failed us while reading or writing a table: a fault, not a refusal.
///
/// Holds no path.
public struct TableFault: Error, Sendable, Hashable, CustomStringConvertible {
  public let operation: String
  public let errno: Int32
  public var description: String { "table \(operation) failed, errno \(errno)" }
}
