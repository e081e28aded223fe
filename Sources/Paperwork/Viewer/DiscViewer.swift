import GraduatePhotos

/// The page on a returned disc: opens from the disc without server or network, and saves what the school found (A5–A7, N4).
///
/// The disc's manifest lists these files, so nothing of them can hang on the manifest. What the page and its result file are keyed by is the
/// delivery's id and number, and `contents(of:)`.
public enum DiscViewer {
  /// A file to be put onto the disc.
  public struct File: Sendable, Hashable {
    /// From the disc's root.
    public let path: String
    public let bytes: [UInt8]
  }

  /// `index.html` and what it loads; the same delivery always gives the same bytes.
  ///
  /// - Throws: `ViewerFault` for a delivery that must not go onto a disc.
  public static func files(for delivery: ViewerDelivery) throws -> [File] {
    try ViewerRules.check(delivery)
    let classes = delivery.classes.enumerated().map { index, group in
      File(path: "data/\(className(index)).js", bytes: classScript(group, index: index))
    }
    let searches = searchScripts(delivery).enumerated().map { File(path: "data/search-\($0.offset + 1).js", bytes: $0.element) }
    let index = File(
      path: "data/index.js", bytes: indexScript(delivery, contents: contents(of: delivery), searchCount: searches.count))
    return [File(path: "index.html", bytes: ViewerPage.bytes), index] + classes + searches
  }

  /// What the disc holds, as one hash: everybody's id, data, picture's path and picture's hash, in order.
  ///
  /// A result file names it, so that what was found on one disc is never taken for another's.
  public static func contents(of delivery: ViewerDelivery) -> String {
    var hash = SHA256Sum()
    func take(_ texts: [String]) {
      var line = ScriptText()
      line.texts(texts)
      line.raw("\n")
      hash.add(line.bytes)
    }
    take([
      delivery.id, delivery.number, delivery.mode.rawValue, delivery.institutionCode, delivery.institutionName,
      delivery.columns.map(\.rawValue).joined(separator: " "),
    ])
    for group in delivery.classes {
      take([group.id, group.category, group.department, group.name])
      for person in group.people {
        take([person.id, person.code, person.serial, person.picture?.path ?? "", person.picture?.sha256 ?? ""] + person.values)
      }
    }
    return HexText.write(hash.digest())
  }

  /// `class-0001` and on.
  private static func className(_ index: Int) -> String { "class-" + String(String(10_001 + index).dropFirst()) }

  private static func script(_ name: String, _ write: (inout ScriptText) -> Void) -> [UInt8] {
    var text = ScriptText()
    text.raw("biyingDisc(")
    text.text(name)
    text.raw(",")
    write(&text)
    text.raw(");\n")
    return text.bytes
  }

  private static func indexScript(_ delivery: ViewerDelivery, contents: String, searchCount: Int) -> [UInt8] {
    script("index") { text in
      text.raw("{\"version\":1,\"id\":")
      text.text(delivery.id)
      text.raw(",\"number\":")
      text.text(delivery.number)
      text.raw(",\"batch\":")
      text.text(delivery.batch)
      text.raw(",\"mode\":")
      text.text(delivery.mode.rawValue)
      text.raw(",\"campaign\":")
      text.text(delivery.campaign)
      text.raw(",\"institution\":")
      text.texts([delivery.institutionCode, delivery.institutionName])
      text.raw(",\"contents\":")
      text.text(contents)
      text.raw(",\"columns\":")
      text.list(delivery.columns) { $0.texts([$1.rawValue, $1.chineseName]) }
      text.raw(",\"searches\":")
      text.number(searchCount)
      text.raw(",\"classes\":")
      text.list(delivery.classes) { text, group in
        text.raw("\n[")
        for part in [group.id, group.category, group.department, group.name] {
          text.text(part)
          text.raw(",")
        }
        text.number(group.people.count)
        text.raw(",")
        text.number(group.people.count { $0.picture != nil })
        text.raw("]")
      }
      text.raw("}")
    }
  }

  private static func classScript(_ group: ViewerClass, index: Int) -> [UInt8] {
    script(className(index)) { text in
      text.list(group.people) { text, person in
        text.raw("\n")
        text.texts([person.id, person.code, person.serial, person.picture?.path ?? ""] + person.values)
      }
    }
  }

  /// All people in few files, so that a search reads a slow disc in one go: class, row, and what is searched.
  private static func searchScripts(_ delivery: ViewerDelivery) -> [[UInt8]] {
    let searched = [RosterColumn.name, .studentNumber, .idNumber].map { delivery.columns.firstIndex(of: $0) }
    let people = delivery.classes.enumerated().flatMap { index, group in
      group.people.enumerated().map { (index, $0.offset, $0.element) }
    }
    let starts = stride(from: 0, to: people.count, by: ViewerLimits.peopleInSearchFile)
    return starts.enumerated().map { number, start in
      script("search-\(number + 1)") { text in
        text.list(people[start..<min(people.count, start + ViewerLimits.peopleInSearchFile)]) { text, entry in
          text.raw("\n[")
          text.number(entry.0)
          text.raw(",")
          text.number(entry.1)
          for value in [entry.2.serial, entry.2.code] + searched.map({ $0.map { entry.2.values[$0] } ?? "" }) {
            text.raw(",")
            text.text(value)
          }
          text.raw("]")
        }
      }
    }
  }
}
