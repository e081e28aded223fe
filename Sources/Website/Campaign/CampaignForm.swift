import GraduatePhotos
import Workflow

/// The form of a campaign's settings, for a new one and for changes: one column, in the order in which a year is planned.
struct CampaignForm: Sendable {
  static let checkAddress = "/campaigns/check"

  var action: String
  var csrf: String
  var values: CampaignFormValues
  var standards: [PhotoStandard]
  /// False for the planner: what the province decides is shown, not asked.
  var decidesForProvince: Bool
  var errors = FormErrors()
  var submitVerb: String
  var cancel: String
  /// Sent along unseen: the version seen, or the operation's id.
  var hidden: [(name: String, value: String)] = []

  private var otherRows: Int { values.otherRows + CampaignFormValues.spareRows }

  var html: HTML {
    fragment {
      ErrorSummary(errors: errors).html
      Tag.form(.class("form"), .set(.method, "post"), .action(action), .flag(.novalidate)) {
        CSRF.field(csrf)
        for field in hidden { Tag.input(.set(.type, "hidden"), .set(.name, field.name), .set(.value, field.value)) }
        Tag.input(.set(.type, "hidden"), .set(.name, CampaignFormValues.otherRowsField), .set(.value, otherRows))
        card { group("采集对象") { decidesForProvince ? identity : identityFacts } }
        card { group("日程") { days } }
        card { group("费用与标准") { decidesForProvince ? money : moneyFacts } }
        card { group("返回的照片") { CaptionFields.html(values, errors) } }
        if decidesForProvince { card { group("学生名单") { RosterTermFields.html(values, errors) } } }
        for kind in OfficePart.single { card { group(kind.chineseName) { office(OfficePart.prefix(kind), isOther: false) } } }
        card { group("外省采集单位") { otherAgencies } }
        Button.row {
          Button.submit(submitVerb)
          Tag.a("不保存，返回", .href(cancel))
        }
      }
    }
  }

  private func group(_ title: String, @HTMLBuilder content: () -> HTML) -> HTML {
    Tag.fieldset(.class("group form")) {
      Tag.legend(title)
      content()
    }
  }

  private func field(
    _ name: String, _ label: String, _ kind: FormField.Kind = .text, hint: String? = nil, isRequired: Bool = true,
    limit: Int? = nil, isChecked: Bool = false
  ) -> HTML {
    FormField(
      name, label, kind, value: values[name], hint: hint, isRequired: isRequired, autocomplete: "off", lengthLimit: limit,
      checkAddress: isChecked ? Self.checkAddress : nil
    ).html(error: errors[name])
  }

  @HTMLBuilder private var identity: HTML {
    field("province", "省份", hint: "全称，例如 甘肃省", limit: CampaignLimits.nameCharacters)
    field("graduating-class", "届", .number(2000...2100), hint: "毕业的年份；2026 年毕业的是 2026 届", isChecked: true)
    field("kind", "种类", .radio(CampaignKind.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }))
    field(
      "regime", "采集方式",
      .radio([
        .init(value: Regime.roster.rawValue, label: Regime.roster.chineseName, remark: "院校交学生名单，现场按名单拍摄"),
        .init(value: Regime.code.rawValue, label: Regime.code.chineseName, remark: "2023 届起：采集单位只见采集码，不收姓名和证件号"),
      ]))
  }

  private var identityFacts: HTML {
    var facts = DescriptionList()
    facts.add("省份", values["province"])
    facts.add("届", values["graduating-class"] + "届")
    facts.add("种类", CampaignKind(rawValue: values["kind"])?.chineseName ?? "")
    facts.add("采集方式", Regime(rawValue: values["regime"])?.chineseName ?? "")
    return fragment {
      Tag.p("由省厅管理员确定。", .class("soft"))
      facts.html
    }
  }

  @HTMLBuilder private var days: HTML {
    for kind in CampaignWindow.Kind.allCases {
      window(kind)
      if kind == .makeup {
        field("makeup-place", "补拍地点", hint: "单位和详细地址，学生凭身份证前往", limit: CampaignLimits.textCharacters)
      }
    }
  }

  private func window(_ kind: CampaignWindow.Kind) -> HTML {
    let isOptional = [.phase2, .phase3, .dataCheck, .verification, .proofing, .registration].contains(kind)
    return Tag.fieldset(.class("field")) {
      Tag.legend {
        kind.chineseName
        if isOptional { Tag.span("（选填）", .class("optional")) }
      }
      if let hint = kind.formHint { Tag.p(hint, .class("hint")) }
      Tag.div(.class("row")) {
        day(CampaignFormValues.first(kind), "开始")
        day(CampaignFormValues.last(kind), "结束")
      }
    }
  }

  private func day(_ name: String, _ label: String) -> HTML {
    // Whether the span itself may be left out stands at its heading.
    FormField(name, label, .date, value: values[name], autocomplete: "off").html(error: errors[name])
  }

  @HTMLBuilder private var money: HTML {
    field("fee-per-head", "每人费用（元）", hint: "例如 20 或 20.50；免费重拍不计", limit: 12, isChecked: true)
    field(
      "reprint-price", "加洗每张价格（元）", hint: "各种尺寸一个价，例如 1.50；不填的，加洗单不算钱，另行结算", isRequired: false,
      limit: 12, isChecked: true)
    field("photo-standard", "照片规范", .select(standardOptions))
    field(
      "proofing-place", "学生校对的地方",
      .radio([
        .init(
          value: ProofingPlace.nationalSite.rawValue, label: ProofingPlace.nationalSite.chineseName, remark: "本系统里的校对只是预演，可以重复"),
        .init(value: ProofingPlace.here.rawValue, label: ProofingPlace.here.chineseName, remark: "每人只有一次机会"),
      ]))
    perHour
    secondEyes
  }

  private var moneyFacts: HTML {
    var facts = DescriptionList()
    facts.add("每人费用", values["fee-per-head"] + " 元")
    facts.add("加洗每张", values["reprint-price"].isEmpty ? "另行结算" : values["reprint-price"] + " 元")
    facts.add("照片规范", standards.first { $0.id == values["photo-standard"] }?.name ?? values["photo-standard"])
    facts.add("学生校对", ProofingPlace(rawValue: values["proofing-place"])?.chineseName ?? "")
    return fragment {
      Tag.p("由省厅管理员确定。", .class("soft"))
      facts.html
      perHour
      secondEyes
    }
  }

  private var secondEyes: HTML {
    field(
      "second-eyes", "放行照片时要几个人看",
      .radio(SecondEyes.allCases.map { .init(value: $0.rawValue, label: $0.chineseName, remark: $0.remark) }))
  }

  private var perHour: HTML {
    field(
      "students-per-hour", "每组每小时人数", .number(CampaignPlan.studentsPerHourRange), hint: "通知要求 100 人；采集码模式可更快",
      isChecked: true)
  }

  private var standardOptions: [FormField.Option] {
    let known = standards.map { FormField.Option(value: $0.id, label: $0.name) }
    guard !standards.contains(where: { $0.id == values["photo-standard"] }) else { return known }
    return [FormField.Option(value: "", label: "请选择")] + known
  }

  @HTMLBuilder private func office(_ prefix: String, isOther: Bool) -> HTML {
    let limit = CampaignLimits.nameCharacters
    field(
      OfficePart.name.field(prefix), "名称", hint: isOther ? "写明省份，例如 青海省毕业生图像采集单位" : nil, isRequired: !isOther, limit: limit)
    field(OfficePart.contact.field(prefix), "联系人", isRequired: !isOther, limit: limit)
    Tag.div(.class("row")) {
      field(
        OfficePart.telephone.field(prefix), "电话", .telephone, hint: "前加区号，例如 0931-1234567", isRequired: !isOther, limit: limit,
        isChecked: true)
      field(OfficePart.secondTelephone.field(prefix), "第二电话", .telephone, hint: "手机也可以", isRequired: false, limit: limit)
    }
    field(
      OfficePart.address.field(prefix), "地址", hint: "写到门牌号，光盘和信件寄到这里", isRequired: !isOther && prefix != Self.department,
      limit: CampaignLimits.textCharacters, isChecked: true)
    Tag.div(.class("row")) {
      field(OfficePart.postcode.field(prefix), "邮编", isRequired: false, limit: 6, isChecked: true)
      field(OfficePart.fax.field(prefix), "传真", .telephone, isRequired: false, limit: limit)
    }
    field(OfficePart.email.field(prefix), "电子邮箱", .email, isRequired: false, limit: limit, isChecked: true)
  }

  private static let department = OfficePart.prefix(.educationDepartment)

  @HTMLBuilder private var otherAgencies: HTML {
    Tag.p("外省的函授站由当地的采集单位拍摄，移交时按这里的名称和电话联系。没有外省站点可以不填。", .class("soft"))
    for row in 1...max(1, otherRows) {
      let prefix = OfficePart.prefix(row: row)
      let name = values[OfficePart.name.field(prefix)]
      Tag.details(.class("stack"), .flag(.open, if: hasError(under: prefix))) {
        Tag.summary(name.isEmpty ? "添加一个外省采集单位" : name)
        Tag.div(.class("stack")) { office(prefix, isOther: true) }
      }
    }
  }

  private func hasError(under prefix: String) -> Bool {
    errors.entries.contains { $0.field?.hasPrefix(prefix + "-") == true }
  }
}

extension CampaignWindow.Kind {
  fileprivate var formHint: String? {
    switch self {
    case .registration: "最后一天是登记单和学生名单的截止日"
    case .makeup: "逾期不再受理"
    case .dataCheck: "采集结束后，总部与院校核对数据"
    case .verification: "院校核对返回的照片和数据"
    case .proofing: "学生核对本人的照片和信息"
    case .phase1, .phase2, .phase3: nil
    }
  }
}
