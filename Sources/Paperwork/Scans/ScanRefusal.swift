import GraduatePhotos

/// Why an uploaded scan of a stamped page cannot be used.
public enum ScanRefusal: Refusal, Equatable {
  case empty
  /// Larger than `ScanLimits.bytes`; holds its bytes.
  case tooManyBytes(Int)
  /// More pixels than allowed; holds width and height.
  case tooManyPixels(Int, Int)
  /// A picture format that is not read here, such as HEIC or WebP; holds its name.
  case otherFormat(String)
  /// Neither JPEG, PNG nor PDF.
  case notAnImage
  /// The picture is damaged or cut off; holds the format.
  case damaged(String)
  /// A JPEG in printer's colours (CMYK).
  case printersColours
  case encryptedPDF
  /// Drawing the PDF took longer or more memory than allowed.
  case pdfTooHeavy
  /// No PDF reader is installed on this machine.
  case pdfUnavailable
  /// The pages were read, but no QR was found; holds the pages looked at.
  case noCode(Int)

  public var code: String {
    switch self {
    case .empty: "scan.empty"
    case .tooManyBytes: "scan.too-many-bytes"
    case .tooManyPixels: "scan.too-many-pixels"
    case .otherFormat: "scan.other-format"
    case .notAnImage: "scan.not-an-image"
    case .damaged: "scan.damaged"
    case .printersColours: "scan.printers-colours"
    case .encryptedPDF: "scan.encrypted-pdf"
    case .pdfTooHeavy: "scan.pdf-too-heavy"
    case .pdfUnavailable: "scan.pdf-unavailable"
    case .noCode: "scan.no-code"
    }
  }

  public var message: String {
    switch self {
    case .empty: "上传的文件是空的"
    case .tooManyBytes(let bytes): "文件有 \(bytes >> 20) MB，最多 \(ScanLimits.bytes >> 20) MB"
    case .tooManyPixels(let width, let height): "图片太大：\(width) × \(height) 像素"
    case .otherFormat(let name): "这是 \(name) 格式的图片，本系统只收 JPG、PNG 和 PDF"
    case .notAnImage: "这个文件不是 JPG、PNG 图片，也不是 PDF"
    case .damaged(let name): "这个 \(name) 文件损坏或没有传完整"
    case .printersColours: "这张 JPG 是印刷用的 CMYK 颜色，读不出来"
    case .encryptedPDF: "这个 PDF 加了密码"
    case .pdfTooHeavy: "这个 PDF 太复杂，在 \(ScanLimits.pdfSeconds) 秒内打不开"
    case .pdfUnavailable: "本机没有安装 PDF 读取程序，暂时不能收 PDF"
    case .noCode(let pages): pages == 1 ? "没有找到二维码" : "看了前 \(pages) 页，都没有找到二维码"
    }
  }

  public var hint: String {
    switch self {
    case .empty: "请重新选择文件上传"
    case .tooManyBytes, .tooManyPixels: "请用手机的普通模式拍照，或按 200 dpi 扫描后再传"
    case .otherFormat: "请在手机相机设置里选「兼容性最佳」重拍，或截一张图、另存为 JPG 后再传"
    case .notAnImage: "请把盖章页拍照或扫描成 JPG、PNG 或 PDF 后上传"
    case .damaged: "请重新拍照或扫描后再传；经 QQ、微信转发的请传原图"
    case .printersColours: "请另存为普通（RGB）JPG，或直接用手机拍照"
    case .encryptedPDF: "请去掉密码后再传，或改传照片"
    case .pdfTooHeavy, .pdfUnavailable: "请把盖章页拍成照片上传"
    case .noCode: "请把整页拍进来，右下角二维码要完整、清楚、不反光、没有被章盖住，手机与纸面尽量平行"
    }
  }
}

/// A fault around reading a scan; holds no content of it.
struct ScanFault: Error {
  let doing: String
  let status: Int32
}
