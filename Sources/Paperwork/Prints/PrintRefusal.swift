import GraduatePhotos

/// Why a paper cannot be printed as it stands.
public enum PrintRefusal: Refusal, Equatable {
  /// No installed font draws these characters; the paper waits for a font and is never printed with boxes (promise 6).
  case undrawable([Unicode.Scalar])
  /// More table rows than `PrintLimits.rows`.
  case tooManyRows(Int)
  /// More pages than `PrintLimits.pages`.
  case tooManyPages
  /// One field is longer than `PrintLimits.fieldScalars`; holds its beginning.
  case fieldTooLong(String)
  /// One row of a table, or one block, is taller than a page.
  case tallerThanPage(String)
  /// The text does not fit a QR symbol that a phone can still read; holds its UTF-8 bytes.
  case qrTooLong(Int)

  public var code: String {
    switch self {
    case .undrawable: "print.undrawable"
    case .tooManyRows: "print.too-many-rows"
    case .tooManyPages: "print.too-many-pages"
    case .fieldTooLong: "print.field-too-long"
    case .tallerThanPage: "print.taller-than-page"
    case .qrTooLong: "print.qr-too-long"
    }
  }

  public var message: String {
    switch self {
    case .undrawable(let scalars):
      "有 \(scalars.count) 个字本机字体画不出：\(Self.named(scalars))，这份文件暂不打印"
    case .tooManyRows(let rows):
      "名单有 \(rows) 行，一份文件最多 \(PrintLimits.rows) 行"
    case .tooManyPages:
      "这份文件超过 \(PrintLimits.pages) 页"
    case .fieldTooLong(let start):
      "「\(start)…」这一项超过 \(PrintLimits.fieldScalars) 个字"
    case .tallerThanPage(let start):
      "「\(start)…」这一行一页纸放不下"
    case .qrTooLong(let bytes):
      "二维码内容有 \(bytes) 字节，最多 \(PrintLimits.qrBytes) 字节"
    }
  }

  public var hint: String {
    switch self {
    case .undrawable: "已记入待补字体清单，请联系系统管理员安装含这些字的字体；姓名原样保留，不用同音字或「?」代替"
    case .tooManyRows, .tooManyPages: "请按院系或班级分开打印"
    case .fieldTooLong, .tallerThanPage: "请把这一项写短些，详细说明另附一页"
    case .qrTooLong: "请把链接或编号改短些"
    }
  }

  private static func named(_ scalars: [Unicode.Scalar]) -> String {
    let names = scalars.prefix(PrintLimits.charactersNamed).map { "U+" + String($0.value, radix: 16, uppercase: true) }
    return names.joined(separator: "、") + (scalars.count > names.count ? " 等" : "")
  }
}

/// A fault of the drawing library; never expected.
struct PrintFault: Error {
  /// What was being done, without any content of the paper.
  let doing: String
  /// The status that cairo gave.
  let status: UInt32
}
