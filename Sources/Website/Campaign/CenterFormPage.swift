import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Adding a study center, changing one, or taking one off the list; a liaison the own institution's.
struct CenterFormPage: Sendable {
  let call: Call
  let keeper: CenterKeeper

  private var campaignID: String { call.part("campaign") }
  private var list: String { "/campaigns/\(campaignID)/centers" }
  private static let removeWord = "删除"

  // MARK: Adding

  func showNew(refilled: (form: SubmittedForm, errors: FormErrors)? = nil) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID)
    let plan = try await call.center.campaign(campaignID).plan
    let limit = CampaignLimits.nameCharacters
    let parent = [
      FormField(
        "parent-code", "总校代码", hint: "教育部登记的五位代码，总校可以在外省；总校只有临时代码的，留空并填总校名称", isRequired: false, autocomplete: "off",
        lengthLimit: 10, checkAddress: "\(list)/check"),
      FormField(
        "parent-name", "总校名称", hint: "院校列表里已有这个代码的可以不填；没有的会一并添加", isRequired: false, autocomplete: "off", lengthLimit: limit),
      FormField("parent-province", "总校所在省份", hint: "新添加的外省总校填写", isRequired: false, autocomplete: "off", lengthLimit: limit),
    ]
    let own = fields(StudyCenterEntry(parentCode: "", name: "", province: plan.province))
    var page = FormPage(
      action: "\(list)/new", csrf: call.csrf, submitVerb: "添加函授站",
      // A liaison's parent is his own institution.
      groups: (keeper.liaison == nil ? [.init(title: "总校", fields: parent)] : []) + [.init(title: "函授站", fields: own)])
    page.cancel = ("返回函授站列表", list)
    let form = refilled.map { page.refilled(from: $0.form, errors: $0.errors) } ?? page
    let lead = keeper.liaison == nil ? nil : "添加本校的函授站、校外学习中心；外省的也要添加，由采集单位移交当地。"
    return frame.page("添加函授站", lead: lead, trail: [.init(label: "函授站", address: list)]) {
      card { form.html }
    }.response(status: refilled == nil ? .ok : .unprocessableContent)
  }

  func takeNew(_ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    let entry = entry(form, &errors)
    guard errors.isEmpty else { return try await showNew(refilled: (form, errors)) }
    do {
      switch keeper {
      case .campaign(let keeper): _ = try await call.center.addStudyCenter(entry, to: campaignID, by: keeper)
      case .own(let liaison): _ = try await call.center.addOwnStudyCenter(entry, to: campaignID, by: liaison)
      }
      return .redirect(toOwn: "\(list)?done=added")
    } catch let refusal as any Refusal {
      errors.add(refusal.sentence, for: Self.field(of: refusal))
      return try await showNew(refilled: (form, errors))
    }
  }

  // MARK: Changing

  func show(refilled: (form: SubmittedForm, errors: FormErrors)? = nil) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID)
    let line = try await line()
    let entry = StudyCenterEntry(
      parentCode: line.center.parentCode.value, name: line.center.ownName, province: line.center.province, city: line.city,
      address: line.address, contact: line.contact, telephone: line.telephone, expectedHeads: line.expectedHeads)
    let address = "\(list)/\(line.id)"
    var page = FormPage(action: address, csrf: call.csrf, submitVerb: "保存", fields: fields(entry))
    page.hidden = [("version", String(line.version))]
    page.cancel = ("返回函授站列表", list)
    let isRemoval = refilled?.form["confirm"] != nil
    var removal = FormPage(
      action: "\(address)/remove", csrf: call.csrf, submitVerb: "删除函授站",
      fields: [FormField("confirm", "误登记的站点，在还没有登记单和名单时可以删除", .confirmation(phrase: Self.removeWord))])
    removal.submitLook = .final
    if let refilled {
      if isRemoval {
        removal.errors = refilled.errors
      } else {
        page = page.refilled(from: refilled.form, errors: refilled.errors)
      }
    }
    return frame.page(
      line.displayName, lead: "总校 \(line.center.parentName)（\(line.center.parentCode.value)）",
      trail: [.init(label: "函授站", address: list)]
    ) {
      state(line)
      card { page.html }
      if keeper.liaison == nil {
        people(line)
        card {
          Tag.details(.class("stack"), .flag(.open, if: isRemoval)) {
            Tag.summary("删除这个函授站"); Tag.div(.class("stack")) { removal.html }
          }
        }
      }
    }.response(status: refilled == nil ? .ok : .unprocessableContent)
  }

  /// A center whose parent takes no part has nobody else to invite its people (A2).
  private func people(_ line: StudyCenterLine) -> HTML {
    guard line.isHere else { return .nothing }
    let invite = WebAddress.path(
      "/accounts/invite",
      query: [
        ("role", Role.studyCenterLiaison.rawValue), ("institution-code", line.center.parentCode.value),
        ("study-center", line.center.ownName), ("campaign", campaignID),
      ])
    return card("函授站联系人") {
      Tag.p("联系人登录后填写本站的登记单、上传本站的学生名单。总校没有参加本省采集的，由这里邀请。")
      Button.row { Button.link("邀请函授站联系人", to: invite, .quiet) }
    }
  }

  private func state(_ line: StudyCenterLine) -> HTML {
    if line.isHere { return .nothing }
    guard let over = line.handedOver else {
      if keeper.liaison != nil {
        return Notice(kind: .look, title: "外省站点，还没有移交", text: "由采集单位移交给\(line.center.province)的采集单位。").html
      }
      return Notice(kind: .look, title: "外省站点，还没有移交", text: "请在「函授站 › 外省站点」里移交给\(line.center.province)的采集单位。").html
    }
    return Notice(
      kind: .plain, title: "已于\(CalendarDay(milliseconds: over.at).chinese)移交给\(over.agency)", text: "由对方安排拍摄；要改省份或删除，请先撤回移交。"
    ).html
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    let entry = entry(form, &errors)
    guard errors.isEmpty else { return try await show(refilled: (form, errors)) }
    let seen = Int(form.trimmed("version")) ?? 0
    do {
      let now =
        switch keeper {
        case .campaign(let keeper):
          try await call.center.changeStudyCenter(call.part("center"), to: entry, seen: seen, by: keeper)
        case .own(let liaison):
          try await call.center.changeOwnStudyCenter(call.part("center"), to: entry, seen: seen, by: liaison)
        }
      return .redirect(toOwn: "\(list)?done=\(now == seen ? "same" : "changed")")
    } catch StudyCenterRefusal.unknown {
      throw HTTPError(.notFound)
    } catch let refusal as any Refusal {
      errors.add(refusal.sentence, for: Self.field(of: refusal))
      return try await show(refilled: (form, errors))
    }
  }

  func remove(_ form: SubmittedForm) async throws -> Response {
    guard case .campaign(let keeper) = keeper else { throw HTTPError(.notFound) }
    var errors = FormErrors()
    guard form.trimmed("confirm") == Self.removeWord else {
      errors.add("请输入「\(Self.removeWord)」两个字确认", for: "confirm")
      return try await show(refilled: (form, errors))
    }
    do {
      try await call.center.removeStudyCenter(call.part("center"), by: keeper)
      return .redirect(toOwn: "\(list)?done=removed")
    } catch StudyCenterRefusal.unknown {
      throw HTTPError(.notFound)
    } catch let refusal as any Refusal {
      errors.add(refusal.sentence, for: "confirm")
      return try await show(refilled: (form, errors))
    }
  }

  // MARK: Fields

  private func fields(_ entry: StudyCenterEntry) -> [FormField] {
    let limit = CampaignLimits.nameCharacters
    return [
      FormField("name", "站点名称", value: entry.name, hint: "只写站点自己的名称，打印时前面自动加总校名称", autocomplete: "off", lengthLimit: limit),
      FormField(
        "province", "站点所在省份", value: entry.province, hint: "决定由谁拍摄：本省的由本省拍，外省的移交当地", autocomplete: "off", lengthLimit: limit),
      FormField("city", "城市", value: entry.city, isRequired: false, autocomplete: "off", lengthLimit: limit),
      FormField(
        "address", "地址", value: entry.address, hint: "写到门牌号", isRequired: false, autocomplete: "off",
        lengthLimit: CampaignLimits.textCharacters),
      FormField("contact", "联系人", value: entry.contact, isRequired: false, autocomplete: "off", lengthLimit: limit),
      FormField(
        "telephone", "电话", .telephone, value: entry.telephone, hint: "前加区号，例如 0931-1234567；手机也可以", isRequired: false,
        autocomplete: "off", lengthLimit: 30, checkAddress: "\(list)/check"),
      FormField(
        "expected-heads", "预计人数", .number(CampaignLimits.expectedHeads), value: String(entry.expectedHeads), hint: "还不知道填 0"),
    ]
  }

  private func entry(_ form: SubmittedForm, _ errors: inout FormErrors) -> StudyCenterEntry {
    let heads = form.trimmed("expected-heads").compactHalfWidth
    if !heads.isEmpty, Int(heads) == nil { errors.add("预计人数应为整数", for: "expected-heads") }
    return StudyCenterEntry(
      parentCode: form.trimmed("parent-code"), parentName: form.trimmed("parent-name"),
      parentProvince: form.trimmed("parent-province"), name: form.trimmed("name"), province: form.trimmed("province"),
      city: form.trimmed("city"), address: form.trimmed("address"), contact: form.trimmed("contact"),
      telephone: form.trimmed("telephone"), expectedHeads: Int(heads) ?? 0)
  }

  private static func field(of refusal: any Refusal) -> String? {
    switch refusal {
    case is InstitutionCodeProblem: "parent-code"
    case is TelephoneProblem: "telephone"
    case StudyCenterRefusal.parentUnknown, StudyCenterRefusal.parentNameMissing, StudyCenterRefusal.parentDiffers: "parent-name"
    case StudyCenterRefusal.provinceUnknown, StudyCenterRefusal.handedOver: "province"
    case StudyCenterRefusal.alreadyListed, StudyCenterRefusal.incomplete: "name"
    case StudyCenterRefusal.headsOutOfRange: "expected-heads"
    case InstitutionRefusal.provinceUnknown: "parent-province"
    default: nil
    }
  }

  /// Answers while code and telephone are being typed.
  func check(_ form: SubmittedForm) async throws -> Response {
    let value = form.trimmed("value")
    do {
      switch form.trimmed("name") {
      case "parent-code": _ = try InstitutionCode.read(value)
      case "telephone": _ = try Telephone.read(value)
      default: break
      }
      return .json([:])
    } catch let refusal as any Refusal {
      return .json(["error": refusal.sentence])
    }
  }

  /// The center of the address; there are some hundreds in a campaign at most.
  private func line() async throws -> StudyCenterLine {
    let wanted = call.part("center")
    guard case .campaign(let keeper) = keeper else {
      var own: [StudyCenterLine] = []
      if let liaison = keeper.liaison { own = try await call.center.ownStudyCenters(in: campaignID, for: liaison) }
      guard let found = own.first(where: { $0.id == wanted }) else { throw HTTPError(.notFound) }
      return found
    }
    var page = 1
    while true {
      let list = try await call.center.studyCenters(in: campaignID, page: page, for: keeper)
      if let found = list.lines.first(where: { $0.id == wanted }) { return found }
      guard page < list.pageCount else { throw HTTPError(.notFound) }
      page += 1
    }
  }
}
