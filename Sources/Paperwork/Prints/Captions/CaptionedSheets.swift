import GraduatePhotos

/// 照片样张: each class's photos with their data below, in the order of its roster, on A4 (A3).
public struct CaptionedSheets<Caption: PhotoCaption>: Sendable {
  /// Each starts a new page and counts its own pages.
  public var classes: [CaptionedClass<Caption>]
  public var setting: CaptionSetting
  public var format: SheetFormat

  public init(classes: [CaptionedClass<Caption>], setting: CaptionSetting = .standard, format: SheetFormat = .proof) {
    self.classes = classes
    self.setting = setting
    self.format = format
  }

  /// The finished PDF; the same sheets and `createdAt` (seconds since 1970 UTC) give the same bytes on the same machine.
  ///
  /// Portraits are embedded as the JPEG they are. Who cannot be printed keeps his place, which says so, and is named in the result.
  /// Draws on the calling thread, some 10 ms a page.
  /// - Throws: `CaptionPrintRefusal.tooManyPeople`; `CaptionRefusal.setting`; `PrintRefusal` when a heading cannot be drawn.
  public func pdf(createdAt: Int64) throws -> PhotoPrint {
    let people = classes.reduce(0) { $0 + $1.people.count }
    guard people <= CaptionLimits.people else { throw CaptionPrintRefusal.tooManyPeople(people) }
    try CaptionCheckup.check(setting, in: Caption.regime)
    try CaptionCheckup.check(classes.flatMap(\.heading.texts))
    let canvas = try PaperCanvas(title: "照片样张", createdAt: createdAt)
    canvas.expect(bytes: classes.reduce(1 << 20) { $0 + $1.portraitBytes })
    let pages = SheetPages(canvas, format)
    var blocked: [BlockedPrint] = []
    for group in classes {
      let cells = group.people.map { person -> SheetCell in
        let rows = person.caption.rows(setting)
        if let problem = CaptionCheckup.problem(person, rows) {
          blocked.append(problem)
          return .blocked(problem)
        }
        switch person.picture {
        case .portrait(let bytes): return PrintablePortrait(bytes).map { .photo($0, rows) } ?? .missing(.inProcessing, rows)
        case .missing(let reason): return .missing(reason, rows)
        }
      }
      try pages.draw(group.heading, cells)
    }
    return PhotoPrint(bytes: try canvas.finish(), pages: canvas.pages, photos: pages.photos, blocked: blocked)
  }
}
