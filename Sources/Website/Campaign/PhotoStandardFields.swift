import GraduatePhotos
import Workflow

/// The form of a photo standard: every number with its unit, empty where the standard says nothing.
struct PhotoStandardFields: Sendable {
  static let backgroundRows = 6

  let standard: PhotoStandard
  let isNew: Bool

  var groups: [FormPage.Group] {
    [
      .init(title: "名称与依据", fields: general), .init(title: "画面", fields: picture), .init(title: "人像位置", fields: placement),
      .init(title: "按比例的构图（旧规范）", fields: composition), .init(title: "背景", fields: backgrounds),
    ]
  }

  private var general: [FormField] {
    var fields: [FormField] = []
    if isNew {
      fields.append(
        FormField(
          "id", "代号", value: standard.id, hint: "小写字母、数字和连字符，例如 gansu-2026；保存后不能改", autocomplete: "off", lengthLimit: 40))
    }
    return fields + [
      FormField("name", "名称", value: standard.name, lengthLimit: 60),
      FormField("source", "依据", value: standard.source, hint: "文件名称或文号", lengthLimit: 200),
      FormField(
        "province", "适用省份", value: standard.province ?? "", hint: "本省自己的规范写省份全称；全国适用不填", isRequired: false, lengthLimit: 60),
      year("from-year", "从哪一年起", standard.fromYear), year("to-year", "到哪一年止", standard.toYear),
      FormField(
        "person-decides", "由人判断的检测", .textArea(rows: 3),
        value: standard.personDecides.map(PhotoCheckNames.title).joined(separator: "\n"),
        hint: "每行一项，例如「双眼睁开」：照片在这一项不合格时不判不合格，改为需人工看", isRequired: false),
      FormField(
        "glasses", "眼镜", .select(PhotoStandard.GlassesRule.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
        value: standard.glasses.rawValue),
      number("newest-months", "近期照片（月）", standard.newestWithinMonths, 1...120, hint: "毕业前几个月以内；不规定不填"),
    ]
  }

  private var picture: [FormField] {
    [
      number("width", "宽（像素）", standard.widthPixels, PhotoStandard.sidePixels, isRequired: true),
      number("height", "高（像素）", standard.heightPixels, PhotoStandard.sidePixels, isRequired: true),
      number("dpi", "分辨率（dpi）", standard.dotsPerInch, PhotoStandard.resolutions, isRequired: true),
      number("quality", "JPEG 压缩品质，不低于", standard.leastQuality, 1...100),
      number("file-least", "文件大小，至少（字节）", standard.fileBytes.least, PhotoStandard.fileSizes, hint: "20 KB 写 20000"),
      number("file-most", "文件大小，至多（字节）", standard.fileBytes.most, PhotoStandard.fileSizes),
      FormField("file-hard", "文件大小必须符合（不勾选时只提醒）", .checkbox, value: standard.isFileSizeHard ? "on" : "", isRequired: false),
    ]
  }

  private var placement: [FormField] {
    let pixels = 0...PhotoStandard.sidePixels.upperBound
    return [
      number("hairline-least", "头顶发际距上边，至少（像素）", standard.hairlineToTopPixels.least, pixels),
      number("hairline-most", "头顶发际距上边，至多（像素）", standard.hairlineToTopPixels.most, pixels),
      FormField(
        "eyes-edge", "眼睛从哪边量",
        .select(PhotoStandard.EyePlacement.Edge.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
        value: standard.eyes.edge.rawValue),
      number("eyes-least", "眼睛距边，至少（像素）", standard.eyes.pixels.least, pixels),
      number("eyes-most", "眼睛距边，至多（像素）", standard.eyes.pixels.most, pixels),
      FormField(
        "eyes-decide", "和头顶的要求不能同时满足时，以眼睛为准", .checkbox, value: standard.eyes.decidesOverHairline ? "on" : "", isRequired: false
      ),
      number("face-least", "脸宽，至少（像素）", standard.faceWidthPixels.least, pixels),
      number("face-most", "脸宽，至多（像素）", standard.faceWidthPixels.most, pixels),
    ]
  }

  private var composition: [FormField] {
    let parts = standard.composition
    let thousandths = 0...1000
    let millimetres = 1...200
    return [
      number("above-head", "头上空（千分之几）", parts?.aboveHead, thousandths, hint: "占画面高度；1/10 写 100。不按比例的规范，这一组全部不填"),
      number("head", "头部（千分之几）", parts?.head, thousandths), number("shoulders", "肩部（千分之几）", parts?.shoulders, thousandths),
      number("beside-head", "左右各空（千分之几）", parts?.besideHead, thousandths, hint: "占画面宽度"),
      number("paper-width", "纸面成像宽（毫米）", parts?.paperWidthMillimetres, millimetres),
      number("paper-height", "纸面成像高（毫米）", parts?.paperHeightMillimetres, millimetres),
      number("head-width-least", "头部宽，至少（毫米）", parts?.headWidthMillimetres.least, millimetres),
      number("head-width-most", "头部宽，至多（毫米）", parts?.headWidthMillimetres.most, millimetres),
      number("head-length-least", "头部长，至少（毫米）", parts?.headLengthMillimetres.least, millimetres),
      number("head-length-most", "头部长，至多（毫米）", parts?.headLengthMillimetres.most, millimetres),
    ]
  }

  private var backgrounds: [FormField] {
    let lines = standard.backgrounds.map { "\($0.name) \($0.red) \($0.green) \($0.blue)" }
    return [
      FormField(
        "backgrounds", "允许的背景颜色", .textArea(rows: Self.backgroundRows), value: lines.joined(separator: "\n"),
        hint: "每行一种：名称和红、绿、蓝三个 0–255 的数，例如「浅蓝 100 197 255」；常用的写第一行"),
      FormField(
        "background-replacement", "拍摄的背景不合格时，允许程序换成第一种背景（成品会标明，并须人工看）", .checkbox,
        value: standard.allowsBackgroundReplacement ? "on" : "", isRequired: false),
    ]
  }

  private func number(
    _ name: String, _ label: String, _ value: Int?, _ range: ClosedRange<Int>, hint: String? = nil, isRequired: Bool = false
  ) -> FormField {
    FormField(name, label, .number(range), value: value.map(String.init) ?? "", hint: hint, isRequired: isRequired)
  }

  private func year(_ name: String, _ label: String, _ value: Int?) -> FormField { number(name, label, value, 1900...2199) }
}

/// Reads the form back; what cannot be read is said at its field, what does not fit the rules by the operation.
struct PhotoStandardReader {
  let form: SubmittedForm
  var errors = FormErrors()

  init(_ form: SubmittedForm) { self.form = form }

  mutating func standard(id: String) -> PhotoStandard {
    let composition = self.composition()
    return PhotoStandard(
      id: id, name: form.trimmed("name"), widthPixels: number("width") ?? 0, heightPixels: number("height") ?? 0,
      dotsPerInch: number("dpi") ?? 0, leastQuality: number("quality"), fileBytes: bounds("file"),
      isFileSizeHard: form["file-hard"] != nil, hairlineToTopPixels: bounds("hairline"),
      eyes: .init(
        edge: .init(rawValue: form["eyes-edge"] ?? "") ?? .top, pixels: bounds("eyes"),
        decidesOverHairline: form["eyes-decide"] != nil),
      faceWidthPixels: bounds("face"), composition: composition, backgrounds: backgrounds(),
      allowsBackgroundReplacement: form["background-replacement"] != nil,
      glasses: .init(rawValue: form["glasses"] ?? "") ?? .unspecified, personDecides: personDecides(),
      newestWithinMonths: number("newest-months"), source: form.trimmed("source"), fromYear: number("from-year"),
      toYear: number("to-year"),
      province: form.trimmed("province").isEmpty ? nil : form.trimmed("province"))
  }

  private mutating func number(_ name: String) -> Int? {
    let text = form.trimmed(name).compactHalfWidth
    guard !text.isEmpty else { return nil }
    guard text.isAllDigits, let number = Int(text) else {
      errors.add("「\(text)」不是整数", for: name)
      return nil
    }
    return number
  }

  private mutating func bounds(_ prefix: String) -> PhotoStandard.Bounds {
    .init(least: number("\(prefix)-least"), most: number("\(prefix)-most"))
  }

  private mutating func composition() -> PhotoStandard.Composition? {
    let names = ["above-head", "head", "shoulders", "beside-head", "paper-width", "paper-height"]
    var numbers: [Int] = []
    var missing: [String] = []
    for name in names {
      if let number = number(name) { numbers.append(number) } else { missing.append(name) }
    }
    guard numbers.count == names.count else {
      if missing.count < names.count, let first = missing.first { errors.add("按比例的构图要么全部填写，要么全部不填", for: first) }
      return nil
    }
    return .init(
      aboveHead: numbers[0], head: numbers[1], shoulders: numbers[2], besideHead: numbers[3], paperWidthMillimetres: numbers[4],
      paperHeightMillimetres: numbers[5], headWidthMillimetres: bounds("head-width"),
      headLengthMillimetres: bounds("head-length"))
  }

  private mutating func personDecides() -> [String] {
    form.trimmed("person-decides").split { "\n,，".contains($0) }.compactMap { line in
      let text = String(line).trimmed
      guard !text.isEmpty else { return nil }
      guard let name = PhotoCheckNames.name(text) else {
        errors.add("没有叫「\(text)」的照片检测；可以写：\(PhotoCheckNames.all.map(\.title).joined(separator: "，"))", for: "person-decides")
        return nil
      }
      return name
    }
  }

  private mutating func backgrounds() -> [PhotoStandard.Background] {
    var found: [PhotoStandard.Background] = []
    for line in form.trimmed("backgrounds").split(separator: "\n") where !String(line).trimmed.isEmpty {
      let pieces = String(line).halfWidth.split { " ,，、()".contains($0) }.map { String($0) }
      let numbers = pieces.suffix(3).compactMap { Int($0) }
      guard pieces.count >= 4, numbers.count == 3 else {
        errors.add("「\(String(line).trimmed)」写法不对，例如「浅蓝 100 197 255」", for: "backgrounds")
        continue
      }
      let name = pieces.dropLast(3).joined(separator: " ").replacing("RGB", with: "").trimmed
      found.append(.init(name, red: numbers[0], green: numbers[1], blue: numbers[2]))
    }
    return found
  }
}
