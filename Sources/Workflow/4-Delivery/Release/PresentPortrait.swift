import GraduatePhotos
import Storage

/// Which released portrait of a person counts: said once, for queues, prints, deliveries and the verification.
enum Portrait {
  /// That a row of `portrait` was not withdrawn.
  static func stands(_ alias: String) -> String {
    "NOT EXISTS (SELECT 1 FROM portrait_withdrawn w WHERE w.portrait_id = \(alias).id)"
  }

  /// The highest number that stands, of the person of `alias` with its columns `campaign_id` and `person`.
  static func presentNumber(_ alias: String, person: String) -> String {
    """
    (SELECT MAX(x.number) FROM portrait x WHERE x.campaign_id = \(alias).campaign_id AND x.person_id = \(alias).\(person)
      AND \(stands("x")))
    """
  }

  /// The present portrait of a row of `people` as `p`, its file as `f`, its shot as `t`; NULL where there is none that counts.
  static func present(of people: String) -> String {
    """
    LEFT JOIN portrait p ON p.campaign_id = \(people).campaign_id AND p.person_id = \(people).id
      AND p.number = \(presentNumber(people, person: "id"))
    LEFT JOIN packet_file f ON f.id = p.file_id
    LEFT JOIN shot t ON t.id = p.shot_id
    """
  }
}

extension Transaction {
  /// The table of people of a regime as a query calls it, the condition that one of them has left, and what is shown of him.
  static func people(in regime: Regime) -> (table: String, alias: String, hasLeft: String, names: String) {
    switch regime {
    case .roster: ("graduate g", "g", GraduateScope.hasLeft, "g.name, g.student_number")
    // Codes have the columns that a scope asks for, and neither name nor student number.
    case .code: ("collection_code c", "c", codeHasLeft, "'' AS name, '' AS student_number")
    }
  }

  /// Names of the institutions of rows, by `institution_id`; none for somebody on no list.
  func institutionNames(of rows: [SQLRow], in year: Int) throws -> [String: String] {
    var names: [String: String] = [:]
    for row in rows {
      let id = try row.text("institution_id")
      if names[id] == nil { names[id] = try institutionName(id, in: year) ?? "" }
    }
    return names
  }
}
