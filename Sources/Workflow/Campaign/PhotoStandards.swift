import GraduatePhotos

/// A photo standard with what its page shows.
public struct PhotoStandardPage: Sendable, Identifiable {
  public let standard: PhotoStandard
  /// Grows with every change; a change names the version it was made from.
  public let version: Int
  /// Milliseconds UTC.
  public let changedAt: Int64

  public var id: String { standard.id }
}

extension CollectionCenter {
  /// Puts in place what a new center begins with: the photo standards known when the program was made.
  ///
  /// What is there already, changed or not, stays as it is; safe at every start and on several nodes at once.
  ///
  /// - Returns: the ids of the standards that were added.
  @discardableResult
  public func prepareCenter() async throws -> [String] {
    try await records.write { try $0.seedStandards(by: CenterItself()) }
  }

  /// All standards, by id.
  public func photoStandards() async throws -> [PhotoStandardPage] {
    try await records.read { try $0.storedStandards() }
  }

  /// Those a campaign of that province and year may choose, the usual one first.
  public func photoStandards(for year: Int, province: String, kind: CampaignKind) async throws -> [PhotoStandardPage] {
    let usual = PhotoStandard.usual(for: year, kind: kind).id
    return try await photoStandards().filter { $0.standard.applies(in: year, province: province) }
      .sorted { ($0.id == usual ? 0 : 1, $0.id) < ($1.id == usual ? 0 : 1, $1.id) }
  }

  /// - Throws: `PhotoStandardRefusal.unknown`.
  public func photoStandard(_ id: String) async throws -> PhotoStandardPage {
    try await records.read { transaction in
      guard let found = try transaction.storedStandard(id) else { throw PhotoStandardRefusal.unknown(id: id) }
      return found
    }
  }

  /// Adds a standard, such as a province's own.
  ///
  /// - Throws: `PhotoStandardRefusal`.
  public func addPhotoStandard(_ standard: PhotoStandard, by keeper: some ProvinceKeeper) async throws {
    let standard = try standard.checked()
    try await records.write { transaction in
      if let other = try transaction.storedStandard(standard.id) {
        throw PhotoStandardRefusal.exists(id: standard.id, name: other.standard.name)
      }
      guard try transaction.storedStandards().count < CampaignLimits.photoStandards else {
        throw PhotoStandardRefusal.tooMany(limit: CampaignLimits.photoStandards)
      }
      try transaction.addStandard(standard, by: keeper)
    }
  }

  /// Changes a standard; its id stays.
  ///
  /// Photos that were judged keep their verdicts, what comes later is judged by the new numbers.
  ///
  /// - Returns: the version now in force; the same when nothing differs.
  /// - Throws: `PhotoStandardRefusal`; `ChangedMeanwhile` when somebody was first.
  @discardableResult
  public func changePhotoStandard(
    _ standard: PhotoStandard, seen version: Int, by keeper: some ProvinceKeeper
  ) async throws -> Int {
    let standard = try standard.checked()
    return try await records.write { transaction in
      guard let before = try transaction.storedStandard(standard.id) else {
        throw PhotoStandardRefusal.unknown(id: standard.id)
      }
      let conflict = { try transaction.changedMeanwhile("这个照片规范", recordKind: "photo-standard", recordID: standard.id) }
      guard before.version == version else { throw try conflict() }
      guard before.standard != standard else { return version }
      guard try transaction.updateStandard(standard, seen: version) else { throw try conflict() }
      let differences = FieldDifference.between(before.standard.fields, standard.fields)
      try transaction.journal(
        JournalLine(
          action: .standardChanged, recordKind: "photo-standard", recordID: standard.id,
          details: FieldDifference.journalDetails(differences)), by: keeper)
      return version + 1
    }
  }
}

extension Transaction {
  func seedStandards(by actor: some SignedIn) throws -> [String] {
    try PhotoStandard.builtIn.filter { try addStandard($0, by: actor) }.map(\.id)
  }

  @discardableResult
  fileprivate func addStandard(_ standard: PhotoStandard, by actor: some SignedIn) throws -> Bool {
    guard try insertStandard(standard) else { return false }
    try journal(
      JournalLine(
        action: .standardChanged, recordKind: "photo-standard", recordID: standard.id,
        details: ["added": "yes", "name": standard.name]), by: actor)
    return true
  }
}

extension PhotoStandard {
  /// Tidied, with its province's full name, when its rules find nothing.
  fileprivate func checked() throws(PhotoStandardRefusal) -> PhotoStandard {
    var standard = self
    standard.name = name.trimmed
    standard.source = source.trimmed
    var problems = standard.problems()
    if standard.name.count > CampaignLimits.nameCharacters { problems.append("规范名称太长") }
    if standard.source.count > CampaignLimits.textCharacters { problems.append("依据太长") }
    if backgrounds.contains(where: { $0.name.count > CampaignLimits.nameCharacters }) { problems.append("背景名称太长") }
    let checks = PhotoCheckNames.all.map(\.name)
    if let stranger = personDecides.first(where: { !checks.contains($0) }) { problems.append("没有叫「\(stranger)」的照片检测") }
    standard.personDecides = checks.filter(personDecides.contains)
    guard problems.isEmpty else { throw .problems(problems) }
    if let own = province {
      guard let known = ChineseProvince.named(own) else { throw .provinceUnknown(own) }
      standard.province = known.name
    }
    return standard
  }

  /// Field by field, as the page and the journal show it.
  var fields: [FieldValue] {
    [
      FieldValue("name", "名称", name), FieldValue("width", "宽（像素）", String(widthPixels)),
      FieldValue("height", "高（像素）", String(heightPixels)), FieldValue("dpi", "分辨率（dpi）", String(dotsPerInch)),
      FieldValue("color-depth", "颜色深度（位）", String(colorDepthBits)),
      FieldValue("quality", "压缩品质", leastQuality.map { "≥ \($0)" } ?? ""),
      FieldValue("file-bytes", "文件大小（字节）", fileBytes.chinese),
      FieldValue("file-size-rule", "大小要求", isFileSizeHard ? "必须" : "一般"),
      FieldValue("hairline-to-top", "头顶发际距上边（像素）", hairlineToTopPixels.chinese),
      FieldValue(
        "eyes", "眼睛位置（像素）", "距\(eyes.edge.chineseName) \(eyes.pixels.chinese)\(eyes.decidesOverHairline ? "，优先" : "")"),
      FieldValue("face-width", "脸宽（像素）", faceWidthPixels.chinese), FieldValue("composition", "构图", composition?.chinese ?? ""),
      FieldValue("backgrounds", "背景", backgrounds.map(\.chinese).joined(separator: "、")),
      FieldValue("background-replacement", "背景替换", allowsBackgroundReplacement ? "允许，须标明" : "不允许"),
      FieldValue("glasses", "眼镜", glasses.chineseName),
      FieldValue("person-decides", "由人判断的检测", personDecides.map(PhotoCheckNames.title).joined(separator: "、")),
      FieldValue("newest-months", "近期（月）", newestWithinMonths.map { "≤ \($0)" } ?? ""),
      FieldValue("source", "依据", source),
      FieldValue("years", "适用年份", "\(fromYear.map(String.init) ?? "")–\(toYear.map(String.init) ?? "")"),
      FieldValue("province", "适用省份", province ?? "全国"),
    ]
  }
}

extension PhotoStandard.Composition {
  fileprivate var chinese: String {
    """
    头上空 \(aboveHead)‰、头部 \(head)‰、肩部 \(shoulders)‰、左右各空 \(besideHead)‰；\
    成像 \(paperWidthMillimetres)×\(paperHeightMillimetres) mm，头宽 \(headWidthMillimetres.chinese) mm、\
    头长 \(headLengthMillimetres.chinese) mm
    """
  }
}
