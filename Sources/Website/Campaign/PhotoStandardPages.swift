import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The photo standards a campaign can choose.
struct PhotoStandardListPage: Sendable {
  let call: Call
  let session: Session

  func show() async throws -> Response {
    let frame = try await call.frame(session)
    let standards = try await call.center.photoStandards()
    let isOfficer = session.person.role == .officer
    return frame.page("照片规范", lead: "标准照的尺寸、位置和背景。每次年度采集选一个；照片检测按它判断。") {
      if isOfficer { Button.row { Button.link("添加本省的规范", to: "/photo-standards/new") } }
      DataTable(
        caption: "照片规范",
        columns: [.text("名称"), .text("尺寸（像素）"), .text("背景"), .text("适用年份", wide: true), .text("适用省份", wide: true)],
        rows: standards.map { page in
          let standard = page.standard
          return [
            .link(standard.name, to: "/photo-standards/\(standard.id)"),
            .text("\(standard.widthPixels)×\(standard.heightPixels)"),
            .text(standard.backgrounds.map(\.name).joined(separator: "、")), .text(PhotoStandardFacts.years(standard)),
            .text(standard.province ?? "全国"),
          ]
        }, emptyText: "还没有照片规范。"
      ).html
    }.response(status: .ok)
  }
}

/// A standard's numbers as people read them.
enum PhotoStandardFacts {
  static func years(_ standard: PhotoStandard) -> String {
    switch (standard.fromYear, standard.toYear) {
    case (let from?, let to?): "\(from)–\(to)"
    case (let from?, nil): "\(from) 起"
    case (nil, let to?): "\(to) 止"
    case (nil, nil): "不限"
    }
  }

  static func list(_ standard: PhotoStandard) -> DescriptionList {
    var facts = DescriptionList()
    facts.add("尺寸", "宽 \(standard.widthPixels) × 高 \(standard.heightPixels) 像素，\(standard.dotsPerInch) dpi")
    facts.add("压缩品质", standard.leastQuality.map { "不低于 \($0)" } ?? "未规定")
    let size = standard.fileBytes.isOpen ? "未规定" : "\(standard.fileBytes.chinese) 字节"
    facts.add("文件大小", size, remark: standard.fileBytes.isOpen ? nil : standard.isFileSizeHard ? "必须符合" : "一般在此范围，超出只提醒")
    facts.add("头顶发际距上边", pixels(standard.hairlineToTopPixels))
    facts.add("眼睛距\(standard.eyes.edge.chineseName)", pixels(standard.eyes.pixels))
    facts.add("脸宽", pixels(standard.faceWidthPixels))
    if let parts = standard.composition {
      facts.add(
        "构图",
        "头上空 \(percent(parts.aboveHead))，头部 \(percent(parts.head))，肩部 \(percent(parts.shoulders))，左右各空 \(percent(parts.besideHead))",
        remark: "纸面成像 \(parts.paperWidthMillimetres)×\(parts.paperHeightMillimetres) 毫米")
    }
    facts.add("背景", fragment { for background in standard.backgrounds { BackgroundSwatch(background: background).html } })
    facts.add("背景替换", standard.allowsBackgroundReplacement ? "拍摄的背景不合格时由程序替换，成品标明并须人工看" : "不允许")
    facts.add("眼镜", standard.glasses.chineseName)
    if !standard.personDecides.isEmpty {
      facts.add("由人判断的检测", standard.personDecides.map { PhotoCheckNames.title($0) }.joined(separator: "；"))
    }
    facts.add("近期", standard.newestWithinMonths.map { "毕业前 \($0) 个月以内" } ?? "未规定")
    facts.add("适用", "\(standard.province ?? "全国")，\(years(standard))")
    facts.add("依据", standard.source)
    return facts
  }

  private static func pixels(_ bounds: PhotoStandard.Bounds) -> String { bounds.isOpen ? "未规定" : "\(bounds.chinese) 像素" }
  private static func percent(_ thousandths: Int) -> String {
    thousandths.isMultiple(of: 10) ? "\(thousandths / 10)%" : "\(thousandths / 10).\(thousandths % 10)%"
  }
}

/// One standard: read by those who run campaigns, changed and added by the officer.
struct PhotoStandardRoomPage: Sendable {
  let call: Call

  func show(_ session: Session) async throws -> Response {
    let page: PhotoStandardPage
    do { page = try await call.center.photoStandard(call.part("standard")) } catch is PhotoStandardRefusal {
      throw HTTPError(.notFound)
    }
    let frame = try await call.frame(session)
    return frame.page(page.standard.name, trail: trail) {
      CampaignWords.done(call, ["saved": "已保存。以后的照片按新的数值检测，已检测的不变。", "same": "没有改动，不用保存。", "added": "规范已添加，可以在年度设置里选用。"])
      card { PhotoStandardFacts.list(page.standard).html }
      if session.person.role == .officer {
        Button.row { Button.link("修改数值", to: "/photo-standards/\(page.id)/change", .quiet) }
      }
    }.response(status: .ok)
  }

  private var trail: [Frame.Crumb] { [.init(label: "照片规范", address: "/photo-standards")] }

  func form(isNew: Bool, refilled: (form: SubmittedForm, errors: FormErrors, version: Int)? = nil) async throws -> Response {
    var standard = PhotoStandard.national2017
    var version = 0
    if isNew {
      standard.id = ""
      standard.name = ""
      standard.source = ""
    } else {
      let page: PhotoStandardPage
      do { page = try await call.center.photoStandard(call.part("standard")) } catch is PhotoStandardRefusal {
        throw HTTPError(.notFound)
      }
      standard = page.standard
      version = page.version
    }
    let address = isNew ? "/photo-standards/new" : "/photo-standards/\(standard.id)/change"
    let groups = PhotoStandardFields(standard: standard, isNew: isNew).groups
    var page = FormPage(action: address, csrf: call.csrf, submitVerb: isNew ? "添加规范" : "保存数值", groups: groups)
    page.hidden = [("version", String(refilled?.version ?? version))]
    page.cancel = ("不保存，返回", isNew ? "/photo-standards" : "/photo-standards/\(standard.id)")
    let shown = refilled.map { page.refilled(from: $0.form, errors: $0.errors) } ?? page
    let frame = try await call.frame()
    let lead = isNew ? "先按 2017 年全国规范填好，请改成本省的。规范没有写的留空，就不检测。" : "规范没有写的留空，就不检测。"
    return frame.page(isNew ? "添加照片规范" : "修改：\(standard.name)", lead: lead, trail: trail) {
      card { shown.html }
    }.response(status: refilled == nil ? .ok : .unprocessableContent)
  }

  func take(_ form: SubmittedForm, isNew: Bool, by officer: Officer) async throws -> Response {
    var reader = PhotoStandardReader(form)
    let standard = reader.standard(id: isNew ? form.trimmed("id") : call.part("standard"))
    var errors = reader.errors
    var version = Int(form.trimmed("version")) ?? 0
    if errors.isEmpty {
      do {
        if isNew {
          try await call.center.addPhotoStandard(standard, by: officer)
          return .redirect(toOwn: "/photo-standards/\(standard.id)?done=added")
        }
        let now = try await call.center.changePhotoStandard(standard, seen: version, by: officer)
        return .redirect(toOwn: "/photo-standards/\(standard.id)?done=\(now == version ? "same" : "saved")")
      } catch PhotoStandardRefusal.problems(let problems) {
        for problem in problems { errors.add(problem) }
      } catch PhotoStandardRefusal.unknown {
        throw HTTPError(.notFound)
      } catch let refusal as ChangedMeanwhile {
        errors.add("\(refusal.message)。您填写的都在下面；再保存一次就按您填写的保存")
        version = try await call.center.photoStandard(standard.id).version
      } catch let refusal as PhotoStandardRefusal {
        errors.add(refusal.sentence, for: refusal.code == "photo-standard.province-unknown" ? "province" : "id")
      }
    }
    return try await self.form(isNew: isNew, refilled: (form, errors, version))
  }
}
