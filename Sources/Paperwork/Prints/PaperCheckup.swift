/// The limits and the pre-flight of a paper, before anything is drawn.
enum PaperCheckup {
  static func check(title: String, sections: [PaperSection], identity: PaperIdentity) throws {
    var rows = 0
    var texts = [title, identity.number, identity.date, identity.contentHash, identity.code == nil ? "" : identity.codeAdvice]
    for section in sections {
      texts += section.subtitles + [section.runningTitle]
      for block in section.blocks {
        rows += block.rowCount
        texts += block.texts
      }
    }
    guard rows <= PrintLimits.rows else { throw PrintRefusal.tooManyRows(rows) }
    for text in texts where text.utf8.count > PrintLimits.fieldScalars {
      guard text.unicodeScalars.count <= PrintLimits.fieldScalars else {
        throw PrintRefusal.fieldTooLong(String(text.prefix(10)))
      }
    }
    let missing = Glyphs.missing(in: texts)
    guard missing.isEmpty else { throw PrintRefusal.undrawable(missing) }
  }
}
