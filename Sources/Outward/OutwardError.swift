/// Why nothing came back.
///
/// Holds no address, header, body or secret: it may be logged and shown.
///
/// `code`, `message` and `hint` have the shape of a refusal, so that the layer above can show them as one.
public enum OutwardError: Error, Sendable, Hashable {
  /// Not http or https, too long, with a name and password inside, or with characters that must be percent-encoded.
  case addressInvalid
  /// A header's name or value that would break the request, or one that the transfer itself sets.
  case headerInvalid(name: String)
  /// What is to be sent is larger than allowed.
  case bodyTooLarge(limitBytes: Int)
  /// The file to send is missing, no regular file, too large, or changed while it was sent.
  case sourceUnreadable
  /// The file to receive into exists already or cannot be written.
  case targetUnwritable
  /// The other side sent more than the call allows.
  case replyTooLarge(limitBytes: Int)
  case hostNotFound
  case connectionRefused
  /// The certificate is not signed by a trusted authority, not for this host, or expired.
  case certificateUntrusted
  /// The CA file is missing or no certificate.
  case authorityFileInvalid
  /// TLS could not be spoken, or STARTTLS was required and not offered.
  case secureChannelFailed
  /// The mail server did not take the name and password (or asks for them).
  case signInRefused
  /// A name and password were given for a connection that is not encrypted.
  case credentialsUnprotected
  /// Too slow; `connecting` when not even the connection stood.
  case timedOut(connecting: Bool)
  case connectionLost
  case cancelled
  /// Too many transfers wait already.
  case busy
  /// The outlet was shut down.
  case closed
  /// Anything else, by libcurl's number.
  case transport(number: Int)

  /// Whether the same call may succeed later without anybody changing a setting.
  public var isTemporary: Bool {
    switch self {
    case .hostNotFound, .connectionRefused, .timedOut, .connectionLost, .busy, .closed, .cancelled, .transport: true
    case .addressInvalid, .headerInvalid, .bodyTooLarge, .sourceUnreadable, .targetUnwritable, .replyTooLarge,
      .certificateUntrusted, .authorityFileInvalid, .secureChannelFailed, .signInRefused, .credentialsUnprotected:
      false
    }
  }

  /// A stable, machine-readable name.
  public var code: String {
    switch self {
    case .addressInvalid: "outward.address-invalid"
    case .headerInvalid: "outward.header-invalid"
    case .bodyTooLarge: "outward.body-too-large"
    case .sourceUnreadable: "outward.source-unreadable"
    case .targetUnwritable: "outward.target-unwritable"
    case .replyTooLarge: "outward.reply-too-large"
    case .hostNotFound: "outward.host-not-found"
    case .connectionRefused: "outward.connection-refused"
    case .certificateUntrusted: "outward.certificate-untrusted"
    case .authorityFileInvalid: "outward.authority-file-invalid"
    case .secureChannelFailed: "outward.secure-channel-failed"
    case .signInRefused: "outward.sign-in-refused"
    case .credentialsUnprotected: "outward.credentials-unprotected"
    case .timedOut: "outward.timed-out"
    case .connectionLost: "outward.connection-lost"
    case .cancelled: "outward.cancelled"
    case .busy: "outward.busy"
    case .closed: "outward.closed"
    case .transport: "outward.transport"
    }
  }

  /// What happened, in Chinese, without any address or content.
  public var message: String {
    switch self {
    case .addressInvalid: "网址不能使用：只接受 http 或 https 网址，且不能带用户名、密码、空格或未转码的汉字"
    case .headerInvalid(let name): "请求头「\(name)」不能使用"
    case .bodyTooLarge(let limitBytes): "要发送的内容超过上限（\(limitBytes) 字节）"
    case .sourceUnreadable: "要发送的文件读不到，或在发送途中被改动"
    case .targetUnwritable: "接收用的文件已存在或写不进去"
    case .replyTooLarge(let limitBytes): "对方返回的内容超过上限（\(limitBytes) 字节）"
    case .hostNotFound: "找不到对方服务器（域名解析不到）"
    case .connectionRefused: "连不上对方服务器"
    case .certificateUntrusted: "对方服务器的证书不可信，已停止发送"
    case .authorityFileInvalid: "CA 证书文件读不到或内容不对"
    case .secureChannelFailed: "与对方服务器不能建立加密连接，已停止发送"
    case .signInRefused: "邮件服务器没有接受用户名和密码"
    case .credentialsUnprotected: "没有加密的邮件连接不能使用用户名和密码"
    case .timedOut(connecting: true): "连接对方服务器超时"
    case .timedOut(connecting: false): "对方服务器应答太慢，已停止等待"
    case .connectionLost: "与对方服务器的连接中途断开"
    case .cancelled: "发送已取消"
    case .busy: "等待发送的任务太多"
    case .closed: "程序正在关闭，不再对外发送"
    case .transport(let number): "对外发送失败（libcurl 代码 \(number)）"
    }
  }

  /// What to do about it, in Chinese.
  public var hint: String {
    switch self {
    case .addressInvalid, .headerInvalid, .bodyTooLarge: "请到设置中改正后再试"
    case .sourceUnreadable, .targetUnwritable: "请检查文件与磁盘空间后再试"
    case .replyTooLarge: "请与对方管理员核对接口"
    case .hostNotFound, .connectionRefused: "请检查网址、端口与网络；程序会自动再试"
    case .certificateUntrusted: "请核对服务器名称与证书有效期；自签证书请在设置中填写 CA 证书文件"
    case .authorityFileInvalid: "请在设置中填写 PEM 格式的 CA 证书文件"
    case .secureChannelFailed: "请核对端口与加密方式（TLS 或 STARTTLS）"
    case .signInRefused: "请到设置中核对邮箱的用户名和密码（很多邮箱要用「授权码」）"
    case .credentialsUnprotected: "请把加密方式改为 TLS 或 STARTTLS"
    case .timedOut, .connectionLost, .busy, .closed, .cancelled, .transport: "稍后会自动再试；多次失败请联系管理员"
    }
  }
}
