/// A graduate's picture at its place in a delivery.
public struct PlacedPhoto: Sendable, Hashable {
  public var line: DeliveryLine
  /// The class's folder, `学校代码/类别/院系/班级`.
  public var folder: String
  /// `folder/key.jpg`.
  public var path: String

  public init(line: DeliveryLine, folder: String, path: String) {
    self.line = line
    self.folder = folder
    self.path = path
  }
}

/// Where the pictures of a delivery lie: `学校代码/类别/院系/班级/key.jpg` (domain.md 1.5).
///
/// The same graduates get the same paths, in whatever order they come. Names that some system takes for the same are told apart by (2), (3)
/// … in the order of their code points.
public struct DeliveryLayout: Sendable, Hashable {
  public var key: PhotoKey
  /// The folder of those without a class, and of those without a department.
  public static let withoutClass = "未分班"
  public static let withoutDepartment = "未分院系"

  public init(key: PhotoKey) { self.key = key }

  /// Every picture with its place, in the order of the paths' bytes.
  ///
  /// - Throws: `DeliveryRefusal` at the first name that cannot be written.
  public func place(_ lines: [DeliveryLine]) throws(DeliveryRefusal) -> [PlacedPhoto] {
    var placed: [PlacedPhoto] = []
    placed.reserveCapacity(lines.count)
    for (institution, lines) in grouped(lines, by: \.institutionCode) {
      let top = try folderName(institution, kind: "学校代码")
      for (category, lines) in grouped(lines, by: \.category.chineseName) {
        let departments = grouped(lines) { $0.department.isEmpty ? Self.withoutDepartment : $0.department }
        let departmentNames = try folderNames(departments.map(\.name), kind: "院系")
        for ((_, lines), department) in zip(departments, departmentNames) {
          let classes = grouped(lines) { $0.classGroup.isEmpty ? Self.withoutClass : $0.classGroup }
          let classNames = try folderNames(classes.map(\.name), kind: "班级")
          for ((_, lines), classGroup) in zip(classes, classNames) {
            placed += try photos(lines, in: "\(top)/\(category)/\(department)/\(classGroup)")
          }
        }
      }
    }
    return placed.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private func photos(_ lines: [DeliveryLine], in folder: String) throws(DeliveryRefusal) -> [PlacedPhoto] {
    let people = grouped(lines) { $0.value(of: key) }
    var names: [String] = []
    for (value, lines) in people {
      if lines.count > 1, !value.isEmpty {
        let numbers = lines.map(\.internalNumber).sorted()
        throw .sameKey(key, internalNumber: numbers[0], other: numbers[1])
      }
      do {
        names.append(try SafeName.encode(value, reserved: Self.ending.utf16.count))
      } catch { throw .keyName(key, internalNumber: lines[0].internalNumber, error) }
    }
    var placed: [PlacedPhoto] = []
    for ((_, lines), name) in zip(people, Self.distinct(names, reserved: Self.ending.utf16.count)) {
      let line = lines[0]
      let path = "\(folder)/\(name)\(Self.ending)"
      guard SafeName.fitsDisc(path) else { throw .pathTooLong(internalNumber: line.internalNumber) }
      guard line.byteCount <= DeliveryLimits.fileBytes else {
        throw .photoTooLarge(internalNumber: line.internalNumber, bytes: line.byteCount)
      }
      placed.append(PlacedPhoto(line: line, folder: folder, path: path))
    }
    return placed
  }

  private func folderNames(_ names: [String], kind: String) throws(DeliveryRefusal) -> [String] {
    var safe: [String] = []
    for name in names { safe.append(try folderName(name, kind: kind)) }
    return Self.distinct(safe, reserved: 0)
  }

  private func folderName(_ name: String, kind: String) throws(DeliveryRefusal) -> String {
    do { return try SafeName.encode(name) } catch { throw .folderName(kind: kind, name: name, error) }
  }

  /// Lines by a name, code point for code point, in the order of the names' bytes.
  private func grouped(_ lines: [DeliveryLine], by name: (DeliveryLine) -> String) -> [(name: String, lines: [DeliveryLine])] {
    // A dictionary of strings would take U+F900 for U+8C48.
    Dictionary(grouping: lines) { Array(name($0).utf8) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
  }

  /// The names, those told apart that some system takes for the same; a name that is cut to make room loses whole characters.
  static func distinct(_ names: [String], reserved: Int) -> [String] {
    var taken = Set(names.map { SafeName.comparisonKey($0) })
    var met: Set<String> = []
    return names.map { name in
      guard !met.insert(SafeName.comparisonKey(name)).inserted else { return name }
      var number = 2
      while true {
        let suffix = "(\(number))"
        var stem = name
        while stem.utf16.count + suffix.count + reserved > DeliveryLimits.nameUnits { stem.unicodeScalars.removeLast() }
        if taken.insert(SafeName.comparisonKey(stem + suffix)).inserted { return stem + suffix }
        number += 1
      }
    }
  }

  private static let ending = ".jpg"
}
