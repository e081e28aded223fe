import GraduatePhotos

/// 核对样张: photos in grey and their data in large letters, with boxes to tick, for an office printer (A3).
///
/// For each person 正确, or which of the data is wrong, and room for what is right.
public struct OfficeCheckSheets<Caption: PhotoCaption>: Sendable {
  public var classes: [CaptionedClass<Caption>]
  public var setting: CaptionSetting

  public init(classes: [CaptionedClass<Caption>], setting: CaptionSetting = .standard) {
    self.classes = classes
    self.setting = setting
  }

  /// The finished PDF; same input, same bytes on the same machine.
  ///
  /// `createdAt` is in seconds since 1970 UTC. Some 40 ms a page, because each photo is made grey.
  /// - Throws: as `CaptionedSheets.pdf`.
  public func pdf(createdAt: Int64) throws -> PhotoPrint {
    let people = classes.reduce(0) { $0 + $1.people.count }
    guard people <= CaptionLimits.people else { throw CaptionPrintRefusal.tooManyPeople(people) }
    try CaptionCheckup.check(setting, in: Caption.regime)
    try CaptionCheckup.check(classes.flatMap(\.heading.texts))
    let canvas = try PaperCanvas(title: "核对样张", createdAt: createdAt)
    let pages = CheckPages(canvas, fields: ["照片"] + Caption.fieldNames(setting))
    var blocked: [BlockedPrint] = []
    for group in classes {
      let cells = try group.people.map { person -> SheetCell in
        let rows = person.caption.rows(setting)
        if let problem = CaptionCheckup.problem(person, rows) {
          blocked.append(problem)
          return .blocked(problem)
        }
        switch person.picture {
        case .missing(let reason): return .missing(reason, rows)
        case .portrait(let bytes):
          if let grey = try PrintablePortrait(bytes).flatMap({ try JPEGWriting.grey($0) }) { return .photo(grey, rows) }
          let problem = BlockedPrint(id: person.id, mention: person.caption.mention, reason: .portraitUnreadable)
          blocked.append(problem)
          return .blocked(problem)
        }
      }
      try pages.draw(group.heading, cells)
    }
    return PhotoPrint(bytes: try canvas.finish(), pages: canvas.pages, photos: pages.photos, blocked: blocked)
  }
}
