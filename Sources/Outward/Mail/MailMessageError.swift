/// Why a mail cannot be written.
///
/// Names the part, never its content.
public enum MailMessageError: Error, Sendable, Equatable {
  /// The parts of a mail, as people call them.
  public enum Part: String, Sendable {
    case sender = "发件人"
    case recipient = "收件人"
    case replyTo = "回复地址"
    case subject = "主题"
    case text = "正文"
    case attachment = "附件"
    case identifier = "邮件编号"
  }

  /// No e-mail address of the shape name@example.edu.cn in ASCII.
  case addressInvalid(Part)
  /// A line break or another control character where one line is meant.
  case controlCharacter(Part)
  /// More than the limit, in bytes or pieces.
  case tooLarge(Part, limit: Int)
  case missing(Part)

  public var code: String {
    switch self {
    case .addressInvalid: "mail.address-invalid"
    case .controlCharacter: "mail.control-character"
    case .tooLarge: "mail.too-large"
    case .missing: "mail.missing"
    }
  }

  public var message: String {
    switch self {
    case .addressInvalid(let part): "\(part.rawValue)：电子邮件地址格式不对"
    case .controlCharacter(let part): "\(part.rawValue)：含有换行或其他不可见字符"
    case .tooLarge(let part, let limit): "\(part.rawValue)：超过上限（\(limit)）"
    case .missing(let part): "\(part.rawValue)：没有填写"
    }
  }

  public var hint: String {
    switch self {
    case .addressInvalid: "请填写 name@example.edu.cn 这样的地址（只用英文字母、数字和符号）"
    case .controlCharacter: "请删去换行和不可见字符后再试"
    case .tooLarge: "请减少内容，或改为提供下载链接"
    case .missing: "请补填后再试"
    }
  }
}
