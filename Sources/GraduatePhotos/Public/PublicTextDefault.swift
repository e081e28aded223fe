/// What stands on a public page until somebody writes it: said from the campaign's own settings, in the words of the notice (N6).
///
/// Markdown with fields, so that whoever goes on from it keeps them.
public struct PublicTextDefault: Sendable {
  let plan: CampaignPlan
  /// Nil: the campaign's standard is not known here.
  let standard: PhotoStandard?

  public init(_ plan: CampaignPlan, standard: PhotoStandard?) {
    self.plan = plan
    self.standard = standard
  }

  public func markdown(_ page: PublicTextPage) -> String {
    switch page {
    case .notice: sections(notice)
    case .preparation: sections(preparation)
    case .questions: sections(questions)
    }
  }

  private var isForFreshmen: Bool { plan.kind == .freshmen }
  private var who: String { isForFreshmen ? "新生" : "毕业生" }
  private var isHere: Bool { plan.proofingPlace == .here }
  private var isFree: Bool { plan.feePerHead == .zero }

  private func sections(_ sections: [(title: String, paragraphs: [String])]) -> String {
    sections.map { "## \($0.title)\n\n" + $0.paragraphs.joined(separator: "\n\n") }.joined(separator: "\n\n")
  }

  private func list(_ items: [String]) -> String { items.map { "- \($0)" }.joined(separator: "\n") }

  // MARK: - 通知

  private var notice: [(title: String, paragraphs: [String])] {
    [
      ("谁要拍", whom),
      (
        "什么时候、在哪里拍",
        [
          "拍摄日期：**{{拍摄日期}}**。",
          "由{{采集单位}}到各学校集中拍摄，不接待个人。每个班的日期、到场时间和地点，请在本站首页找到自己的学校和班级。按时到场，过时不候。",
        ]
      ),
      ("没有赶上", missed), ("收费", fee), ("照片出来以后", afterwards), ("联系", ["{{采集单位}}：{{联系人}}，电话 {{联系电话}}，地址 {{联系地址}}。"]),
    ]
  }

  private var whom: [String] {
    if isForFreshmen { return ["{{省份}}高校{{届}}的新生。照片用于入学注册，请按学校的安排参加拍摄。"] }
    return [
      "{{省份}}高校{{届}}毕业生都要拍：本科、专科、硕士、博士，成人高校和开放大学的学生，以及本省函授站、校外学习中心的学生。毕业和结业的都算。",
      "照片用于**学历证书电子注册**，没有照片的，不能办理学历证书电子注册。",
      "函授站在外省的，由当地的采集单位拍摄，请问本校学籍管理员。",
    ]
  }

  private var missed: [String] {
    let terms = list([
      "补拍日期：**{{补拍日期}}**", "补拍地点：**{{补拍地点}}**", "请带本人身份证，由学校统一预约。",
      "返回的照片闭眼、表情不自然的，也在这个时间重拍" + (isFree ? "。" : "，重拍不收费。"),
    ])
    return [terms, "补拍结束以后不再受理。"]
  }

  private var fee: [String] {
    isFree ? ["拍摄不收费。"] : ["{{收费}}，由学校统一收取后交采集单位。班里代收的，以学校通知为准；采集单位不向个人收费。"]
  }

  private var afterwards: [String] {
    var steps = ["**学校核对**，{{核对时间}}：看照片是不是本人、数据对不对。数据有错的，由学校填写《勘误表》，照片仍然有效；闭眼、表情不自然的，到补拍时重拍；不是本人的，由学校报总部查找。"]
    if !isForFreshmen {
      steps.append(
        isHere
          ? "**自己校对**，{{校对时间}}：在本系统里看自己的照片和信息，答「正确」或「有误」。**只有一次机会**，请看清楚再答。"
          : "**自己校对**，{{校对时间}}：在学信网的「学信档案」里做图像校对。**只有一次机会**，请看清楚再答。")
      steps.append("校对以后，学校为您办理学历证书电子注册。")
    }
    return [steps.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "\n")]
  }

  // MARK: - 怎样准备

  private var preparation: [(title: String, paragraphs: [String])] {
    var day = [
      "按班级的到场时间到，提前十分钟最好。来早了、来晚了都可能排不上。", "排队时把身份证拿在手里，工作人员先核对，再拍照。",
      "坐正，看镜头，等摄影员说好再起身。闭了眼、说了话的，当场请他重拍一张。",
    ]
    if plan.regime == .code { day.insert("提前在学信网查看并保存自己的采集码（长按保存，不要截图），现场扫码。采集码只能自己用，不要给别人看。", at: 1) }
    return [
      ("出门前", [list(ShootingAdvice.preparation(standard))]),
      ("脸和头发", [list(["把脸擦干净，不化妆，不戴耳环和项链。", "刘海梳开，眉毛、眼睛和耳朵都露出来。", "戴有色隐形眼镜的请摘下。"])]),
      ("到了现场", [list(day)]),
      (
        "来不了",
        [
          "生病、实习、在外地的，请先告诉辅导员登记，然后参加补拍。", "补拍日期：{{补拍日期}}，地点：{{补拍地点}}。补拍以后不再受理。",
        ]
      ),
    ]
  }

  // MARK: - 常见问题

  private var questions: [(title: String, paragraphs: [String])] {
    var all: [(title: String, paragraphs: [String])] = [
      ("我哪天拍？", ["在本站首页找到学校，再找到班级。改了时间，本站最先改。找不到自己的班，请问辅导员。"]),
      ("可以自己拍好照片交上来吗？", ["不可以。照片要现场拍摄，当场用身份证核对是不是本人。"]),
      ("那天来不了怎么办？", ["告诉辅导员登记，参加补拍：{{补拍日期}}，{{补拍地点}}，带身份证。补拍以后不再受理。"]),
      ("可以一个人去采集单位拍吗？", ["平时不行，按学校集中拍摄。补拍期间可以，由学校统一预约。"]),
      ("要交多少钱？", fee),
      ("照片闭眼了、表情怪，能重拍吗？", ["能。告诉辅导员，在补拍时间来" + (isFree ? "。" : "，重拍不收费。")]),
      ("名字、学号或身份证号错了怎么办？", ["告诉辅导员或本校学籍管理员，由学校填《勘误表》盖章改正。照片仍然有效，不用重拍。"]),
    ]
    if !isForFreshmen {
      all.append(("什么是校对？", proofing))
      all.append(("在哪里查自己的照片和学历数据？", ["到[学信网](\(NationalSite.home))登录自己的账号查看。照片在图像校对时就能看到；学历数据要等学校办理电子注册以后。"]))
    }
    all.append(("还有别的问题？", ["先问辅导员和本校学籍管理员。他们答不了的，打{{采集单位}}的电话：{{联系电话}}（{{联系人}}）。"]))
    return all
  }

  private var proofing: [String] {
    let when = "时间：{{校对时间}}。"
    guard !isHere else { return ["您在本系统里看自己的照片和每一项信息，答「正确」或「有误」。**只有一次机会**，答了不能改。\(when)"] }
    return [
      "您在学信网看自己的照片和每一项信息，答「正确」或「有误」。**只有一次机会**，答了不能改。\(when)",
      "本系统里的叫「预校对」，可以先看一遍，不算正式校对；正式的要在学信网做。",
    ]
  }
}

/// 学信网: where graduates look up their data (A11).
public enum NationalSite {
  public static let name = "学信网"
  public static let home = "https://www.chsi.com.cn/"
}
