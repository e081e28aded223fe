/// 请先读 on the disc of an encrypted delivery: how it is opened; nothing of a person.
public struct LockedDiscNote: Sendable {
  public var archiveName: String
  public var head: Manifest.Head

  public init(archiveName: String, head: Manifest.Head) {
    self.archiveName = archiveName
    self.head = head
  }

  /// UTF-8 with its mark and CRLF, so that Windows' own editor shows it; the same delivery gives the same bytes.
  public var bytes: [UInt8] { [0xEF, 0xBB, 0xBF] + lines.flatMap { Array($0.utf8) + [0x0D, 0x0A] } }

  private var lines: [String] {
    [
      "\(head.campaign)　图像交付（已加密）",
      "",
      "学校代码：\(head.institutionCode)",
      "交付编号：\(head.deliveryNumber)　第 \(head.volume)/\(head.volumeCount) 卷　\(head.date.chinese)",
      "",
      "一、把 \(archiveName) 复制到电脑上。",
      "二、用 7-Zip 或 Bandizip 解压；Windows 自带的解压不支持这种加密。",
      "三、密码不在光盘上：学籍管理员登录采集单位网站，在「交付」里打开这次交付，点「查看密码」。",
      "四、解压后里面还有一个压缩包，再解压一次（不用密码），打开其中的 index.html 逐人核对。",
      "",
      "总部核对光盘：biying disc verify 光盘位置 --key 公钥（不用密码）",
    ]
  }
}
