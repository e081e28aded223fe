/// 请先读: the page beside the manifest, for whoever opens the disc: what is on it, how to check it, what to do about what is wrong (A5–A7).
public struct DiscReadme: Sendable {
  public static let fileName = "请先读.txt"

  public var head: Manifest.Head
  public var institutionName: String
  /// What the pictures' files are named after.
  public var key: PhotoKey
  public var photoCount: Int
  /// What the whole delivery changes against the one before; nil for the first.
  public var changes: DeliveryChanges?
  /// Where missing photos and wrong data are reported to.
  public var headOffice: Office
  /// Where photos are taken again.
  public var agency: Office

  public init(
    head: Manifest.Head, institutionName: String, key: PhotoKey, photoCount: Int, changes: DeliveryChanges? = nil,
    headOffice: Office, agency: Office
  ) {
    self.head = head
    self.institutionName = institutionName
    self.key = key
    self.photoCount = photoCount
    self.changes = changes
    self.headOffice = headOffice
    self.agency = agency
  }

  /// UTF-8 with its mark and CRLF, so that Windows' own editor shows it; the same delivery gives the same bytes.
  public var bytes: [UInt8] {
    [0xEF, 0xBB, 0xBF] + lines.flatMap { Array($0.utf8) + [0x0D, 0x0A] }
  }

  private var lines: [String] {
    var lines = [
      "\(head.campaign)　图像交付",
      "",
      "学校：\(institutionName)（\(head.institutionCode)）",
      "交付编号：\(head.deliveryNumber)　第 \(head.volume)/\(head.volumeCount) 卷　\(head.date.chinese)",
      "本卷照片：\(photoCount) 张，按 学校代码/类别/院系/班级 存放，文件名是\(key.chineseName)",
    ]
    if let changes {
      lines.append(
        "与上次交付相比（全部分卷）：新增 \(changes.added.count) 人，换片 \(changes.replaced.count) 人，"
          + "数据更正 \(changes.corrected.count) 人，撤回 \(changes.removed.count) 人")
    }
    lines += [
      "文件夹名里的全角 ／ ： ？ ＊ 等，是因为 Windows 不允许用半角的；原来的名称见数据表",
      "",
      "一、收到后请当即核对",
      "　　\(Manifest.fileName) 列出本卷全部文件的摘要和大小，并有签名。把光盘放进电脑，执行 biying disc verify 加光盘位置，",
      "　　缺少、多出和不对的文件会逐个列出。请不要改动清单。",
      "二、缺照片",
      "　　把姓名、身份证号报总部，加盖学校公章，注明联系人、地址、电话。",
      "三、闭眼、表情异常等拍摄原因",
      "　　请与采集单位联系，通知学生按补拍时间重拍，不另收费。",
      "四、数据错误或错位",
      "　　请填《勘误表》，加盖学校公章后报总部。照片照常可用，更正后的数据由总部发回。",
      "",
    ]
    return lines + contact(headOffice) + contact(agency)
  }

  private func contact(_ office: Office) -> [String] {
    var line = "\(office.kind.chineseName)：\(office.name)　\(office.address)"
    if !office.postcode.isEmpty { line += "　邮编 \(office.postcode)" }
    return [line, "　　联系人 \(office.contactName)　电话 \(office.telephone)" + (office.email.isEmpty ? "" : "　邮箱 \(office.email)")]
  }
}
