/// 请先读: the page beside the manifest, for whoever opens the disc: how to verify what is on it, and what becomes of what is found (A5–A7).
///
/// Its words for what can be wrong are those of the disc's page.
public struct DiscReadme: Sendable {
  public static let fileName = "请先读.txt"

  public var head: Manifest.Head
  public var institutionName: String
  /// In code mode nothing is asked of the school that names a student.
  public var regime: Regime
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
    head: Manifest.Head, institutionName: String, regime: Regime, key: PhotoKey, photoCount: Int,
    changes: DeliveryChanges? = nil, headOffice: Office, agency: Office
  ) {
    self.head = head
    self.institutionName = institutionName
    self.regime = regime
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
    [
      "\(head.campaign)　图像交付",
      "",
      "请打开 index.html 逐人核对，保存核对结果，上传到采集单位网站。",
      "",
    ] + contents + [""] + steps + [""] + contact(headOffice) + contact(agency) + [
      "",
      "总部核对文件用：biying disc verify 光盘位置 --key 公钥",
    ]
  }

  private var contents: [String] {
    var lines = [
      "学校：\(institutionName)（\(head.institutionCode)）",
      "交付编号：\(head.deliveryNumber)　第 \(head.volume)/\(head.volumeCount) 卷　\(head.date.chinese)",
      "本卷照片：\(photoCount) 张，按 学校代码/类别/院系/班级 存放，文件名是\(key.chineseName)",
    ]
    if let changes {
      lines.append(
        "与上次交付相比（全部分卷）：新增 \(changes.added.count) 人，换片 \(changes.replaced.count) 人，"
          + "数据更正 \(changes.corrected.count) 人，撤回 \(changes.removed.count) 人")
    }
    lines.append("文件夹名里的全角 ／ ： ？ ＊ 等，是因为 Windows 不允许用半角的；原来的名称见数据表")
    return lines
  }

  private var steps: [String] {
    let isCode = regime == .code
    let verify = [
      "一、收到后请当即核对",
      isCode
        ? "　　index.html 不用联网，不用安装程序。光盘上只有采集码和拍摄序号；在页面里选学校自己的名单，就知道谁是谁，名单不上传。"
        : "　　index.html 不用联网，不用安装程序。按班逐人看照片和下面的数据，标“正确”或问题；可以分几次做完。",
      "　　全部核对完，按“保存”得到一个文件，登录采集单位网站，在“核对”里上传。请不要改动光盘里的文件。",
    ]
    let missing = [
      "二、缺照片",
      isCode
        ? "　　上传后，网站按核对结果列出采集码。名单写明联系人、地址、电话，加盖学校公章，报总部。"
        : "　　上传后，网站按核对结果列出姓名、身份证号。名单写明联系人、地址、电话，加盖学校公章，报总部。",
    ]
    let photo = [
      "三、照片问题（闭眼、表情异常等拍摄原因）",
      "　　请通知学生按补拍时间到采集单位重拍，不另收费。",
    ]
    let shifted =
      isCode
      ? ["四、不是本人（照片错位）", "　　由采集单位改正后重新交付。"]
      : [
        "四、数据错误，不是本人（数据错位）",
        "　　上传后，网站按核对结果填好《勘误表》。加盖学校公章，报总部；照片照常可用，更正后的数据由总部发回。",
      ]
    return verify + missing + photo + shifted
  }

  private func contact(_ office: Office) -> [String] {
    var line = "\(office.kind.chineseName)：\(office.name)　\(office.address)"
    if !office.postcode.isEmpty { line += "　邮编 \(office.postcode)" }
    return [line, "　　联系人 \(office.contactName)　电话 \(office.telephone)" + (office.email.isEmpty ? "" : "　邮箱 \(office.email)")]
  }
}
