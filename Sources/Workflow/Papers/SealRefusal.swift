import GraduatePhotos

/// Why a page is not taken as sealed, and what to do.
public enum SealRefusal: Refusal, Equatable {
  case notFound
  case tooLarge(megabytes: Int)
  case noCode
  case severalCodes
  case unknownCode
  case otherPaper(PaperKind, number: String)
  case oldVersion(PaperKind, page: Int, newest: Int)
  case nothingHandedIn(PaperKind)
  case alreadySealed(PaperKind, at: Int64, SealMethod)
  case noteMissing
  case noteTooLong(characters: Int)
  case documentGone
  case busy

  public var code: String {
    switch self {
    case .notFound: "paper.not-found"
    case .tooLarge: "seal.too-large"
    case .noCode: "seal.no-code"
    case .severalCodes: "seal.several-codes"
    case .unknownCode: "seal.unknown-code"
    case .otherPaper: "seal.other-paper"
    case .oldVersion: "seal.old-version"
    case .nothingHandedIn: "seal.nothing-handed-in"
    case .alreadySealed: "seal.already-sealed"
    case .noteMissing: "seal.note-missing"
    case .noteTooLong: "seal.note-too-long"
    case .documentGone: "document.gone"
    case .busy: "seal.busy"
    }
  }

  public var message: String {
    switch self {
    case .notFound: "没有这份文件"
    case .tooLarge(let megabytes): "文件超过 \(megabytes) MB"
    case .noCode: "没有认出页面上的二维码"
    case .severalCodes: "文件里有不止一张盖章页"
    case .unknownCode: "二维码不是本校这次采集打印的文件"
    case .otherPaper(let kind, let number): "这是另一份《\(kind.chineseName)》（编号 \(number)）"
    case .oldVersion(let kind, let page, let newest):
      "这是《\(kind.chineseName)》第 \(page) 版，之后又交了第 \(newest) 版"
    case .nothingHandedIn(let kind): "《\(kind.chineseName)》还没有交，不能用印"
    case .alreadySealed(let kind, let time, let method):
      "《\(kind.chineseName)》这一版已于 \(CalendarDay(milliseconds: time).chinese)用印（\(method.chineseName)）"
    case .noteMissing: "没有盖章页的扫描件，也没有写明收到的经过"
    case .noteTooLong(let characters): "收件说明超过 \(characters) 个字"
    case .documentGone: "这份文件的原件找不到了"
    case .busy: "现在上传盖章页的人太多"
    }
  }

  public var hint: String {
    switch self {
    case .notFound: "请从列表里进入"
    case .tooLarge: "请用手机重新拍照，或把扫描分辨率调到 300 dpi 以下"
    case .noCode: "请把整页放平、光线均匀、二维码完整不被章盖住，重新拍照或扫描后上传；也可以由主管领导直接确认"
    case .severalCodes: "请每次只上传一张盖章页"
    case .unknownCode: "请上传从本页打印并盖章的那一张"
    case .otherPaper: "请核对后上传本份文件的盖章页"
    case .oldVersion: "请查看最新一版，重新打印盖章或确认"
    case .nothingHandedIn: "请先填好并交上去，再打印盖章"
    case .alreadySealed: "不需要再次用印；如有改动，请交新的一版"
    case .noteMissing: "请上传扫描件，或写明何时、以何种方式收到、原件存放在哪里"
    case .noteTooLong: "请写得简短些"
    case .documentGone: "请联系系统管理员检查数据文件夹，并请学校重新提供"
    case .busy: "文件没有保存，请过几秒再上传一次"
    }
  }
}
