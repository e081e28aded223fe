import GraduatePhotos
import Paperwork
import Storage

/// What the page of a volume shows: when a delivery is made, and when a result file comes back that is about it.
struct DeliveryViewer {
  /// Somebody with his picture's path; nil without one.
  struct Person {
    let line: DeliveryLine
    let path: String?
  }

  struct Class {
    let number: Int
    let category: Category
    let department: String
    let classGroup: String
    let people: [Person]
  }

  let deliveryID: String
  let number: String
  let ordinal: Int
  let volume: Int
  let volumeCount: Int
  let regime: Regime
  let campaign: String
  let institutionCode: String
  let institutionName: String

  /// The id of a volume's page: what a browser remembers of a disc hangs on it.
  static func id(of deliveryID: String, volume: Int, of count: Int) -> String {
    count > 1 ? "\(deliveryID)-\(volume)" : deliveryID
  }

  /// - classes: in their order, each with those who are on this volume; classes without anybody are left out.
  func page(_ classes: [Class]) -> ViewerDelivery {
    ViewerDelivery(
      id: Self.id(of: deliveryID, volume: volume, of: volumeCount), number: number,
      batch: "第\(ordinal)批" + (volumeCount > 1 ? "第\(volume)卷" : ""), mode: regime == .code ? .code : .roster,
      campaign: campaign, institutionCode: institutionCode, institutionName: institutionName,
      columns: regime == .code ? [] : ViewerDelivery.captionColumns,
      classes: classes.filter { !$0.people.isEmpty }.map { group in
        ViewerClass(
          id: "c\(group.number)", category: group.category.chineseName, department: group.department, name: group.classGroup,
          people: group.people.map { person in
            ViewerPerson(
              id: person.line.internalNumber, code: person.line.code, serial: person.line.shotSerial,
              picture: person.path.map { ViewerPicture(path: $0, sha256: person.line.sha256) },
              values: regime == .code ? [] : Self.values(of: person.line))
          })
      })
  }

  /// In the order of `ViewerDelivery.captionColumns`; a study center prints as parent and own name (A4).
  private static func values(of line: DeliveryLine) -> [String] {
    let center = line.studyCenterName
    let isWhole = center.isEmpty || center.hasPrefix(line.institutionName)
    let place = isWhole && !center.isEmpty ? center : line.institutionName + center
    return [place, line.name, line.studentNumber, line.idNumber]
  }
}

extension Transaction {
  /// The page of a delivery's volume as it was made.
  ///
  /// - Throws: `DeliveryDeskRefusal.erased` when somebody of it was erased since.
  func viewer(
    of delivery: StoredDelivery, volume: Int, items: [StoredDeliveryItem]
  ) throws -> ViewerDelivery {
    guard items.allSatisfy({ $0.opened != nil }) else { throw DeliveryDeskRefusal.erased }
    let here = Dictionary(grouping: items.filter { $0.volume == volume }, by: \.classNumber)
    let groups = try rows(
      "SELECT number, category, department, class_group FROM delivery_class WHERE delivery_id = ? ORDER BY number",
      [.text(delivery.id)])
    let classes = try groups.map { row in
      let number = try row.int("number")
      guard let category = Category(rawValue: try row.text("category")) else {
        throw StoredDeliveryFault(deliveryID: delivery.id)
      }
      let people = (here[number] ?? []).compactMap { item in
        item.opened.map { frozen in
          DeliveryViewer.Person(
            line: frozen.line(of: item, delivery), path: item.portraitID == nil ? nil : frozen.path)
        }
      }
      return DeliveryViewer.Class(
        number: number, category: category, department: try row.text("department"),
        classGroup: try row.text("class_group"),
        people: people.sorted {
          ($0.line.studentNumber, $0.line.internalNumber) < ($1.line.studentNumber, $1.line.internalNumber)
        })
    }
    return DeliveryViewer(
      deliveryID: delivery.id, number: delivery.number, ordinal: delivery.ordinal, volume: volume,
      volumeCount: try deliveryVolumes(of: delivery.id).count, regime: delivery.regime, campaign: delivery.campaignTitle,
      institutionCode: delivery.institutionCode, institutionName: delivery.institutionName
    ).page(classes)
  }
}
