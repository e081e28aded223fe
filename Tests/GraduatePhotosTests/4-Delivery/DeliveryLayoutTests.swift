import Testing

@testable import GraduatePhotos

/// Made-up graduates of a delivery.
enum DeliveryFixture {
  static func line(
    _ number: Int, department: String = "文学院", classGroup: String = "汉文1班", category: GraduatePhotos.Category = .regular,
    studentNumber: String? = nil, idNumber: String? = nil, name: String = "李婷", bytes: Int = 35_000
  ) -> DeliveryLine {
    DeliveryLine(
      internalNumber: "n\(100_000 + number)", institutionCode: "10730", institutionName: "兰州大学", category: category,
      department: department, classGroup: classGroup, studentNumber: studentNumber ?? "\(2_010_000_000 + number)", name: name,
      idNumber: idNumber ?? Fixture.idNumber(number), shotSerial: "\(1000 + number)", sha256: hash(number), byteCount: bytes)
  }

  static func hash(_ number: Int) -> String { String(repeating: "0", count: 58) + String(String(1_000_000 + number).suffix(6)) }
}

@Suite("A5: where the pictures of a delivery lie")
struct DeliveryLayoutTests {
  @Test("A3: each picture lies at 学校代码/类别/院系/班级 under the number that the campaign chose")
  func paths() throws {
    let line = DeliveryFixture.line(1)
    for (key, name) in [
      (PhotoKey.idNumber, line.idNumber), (.studentNumber, "2010000001"), (.shotSerial, "1001"), (.internalNumber, "n100001"),
    ] {
      #expect(try DeliveryLayout(key: key).place([line]).map(\.path) == ["10730/普通/文学院/汉文1班/\(name).jpg"])
    }
    #expect(PhotoKey.usual(in: .roster) == .idNumber)
    #expect(PhotoKey.usual(in: .code) == .internalNumber)
    let without = DeliveryFixture.line(2, department: "", classGroup: "", category: .adult)
    #expect(try DeliveryLayout(key: .shotSerial).place([without]).map(\.path) == ["10730/成人/未分院系/未分班/1002.jpg"])
  }

  @Test("The same graduates get the same paths in whatever order they come, and no two paths are one on any system")
  func collisions() throws {
    var lines: [DeliveryLine] = []
    for (index, name) in ["ab班", "AB班", "Ａb班", "ab班(2)", "é班", "e\u{301}班", "1/2班", "1／2班"].enumerated() {
      lines.append(DeliveryFixture.line(index, classGroup: name))
      lines.append(DeliveryFixture.line(index + 50, classGroup: name, studentNumber: "x\(index)"))
    }
    lines.append(DeliveryFixture.line(90, studentNumber: "a1"))
    lines.append(DeliveryFixture.line(91, studentNumber: "A1"))
    lines.append(DeliveryFixture.line(92, studentNumber: "Ａ1"))
    let layout = DeliveryLayout(key: .studentNumber)
    let placed = try layout.place(lines)
    #expect(placed.count == lines.count)
    #expect(Set(placed.map { SafeName.comparisonKey($0.path) }).count == lines.count)
    #expect(Set(placed.map { SafeName.comparisonKey($0.folder) }).count == 9)
    var chance = SeededGenerator(seed: 4)
    for _ in 0..<20 { #expect(try layout.place(lines.shuffled(using: &chance)) == placed) }
    let names = placed.filter { $0.line.classGroup == "汉文1班" }.map { String($0.path.split(separator: "/")[4]) }
    #expect(names == ["A1.jpg", "a1(2).jpg", "Ａ1(3).jpg"])
  }

  @Test("A number that is missing, or that two of a class share, is told by our own number, never by the person's")
  func refusals() {
    let layout = DeliveryLayout(key: .idNumber)
    let same = [
      DeliveryFixture.line(1, idNumber: "990000200301010017"), DeliveryFixture.line(2, idNumber: "990000200301010017"),
    ]
    #expect(throws: DeliveryRefusal.sameKey(.idNumber, internalNumber: "n100001", other: "n100002")) { try layout.place(same) }
    let missing = DeliveryRefusal.keyName(.idNumber, internalNumber: "n100003", .empty)
    #expect(throws: missing) {
      try layout.place([DeliveryFixture.line(3, idNumber: ""), DeliveryFixture.line(4, idNumber: "")])
    }
    #expect(missing.message == "内部编号 n100003 的身份证号不能用作文件名：是空的")
    let long = String(repeating: "班", count: 70)
    #expect(throws: DeliveryRefusal.folderName(kind: "班级", name: long, .tooLong(units: 70))) {
      try layout.place([DeliveryFixture.line(5, classGroup: long)])
    }
    #expect(!DeliveryRefusal.sameKey(.idNumber, internalNumber: "n1", other: "n2").message.contains("990000"))
  }

  @Test("A delivery is divided by 700 MB and 4.7 GB without tearing a class that fits")
  func volumes() throws {
    var lines: [DeliveryLine] = []
    for classGroup in 0..<40 {
      for person in 0..<(classGroup == 20 ? 900 : 50) {
        lines.append(DeliveryFixture.line(classGroup * 1000 + person, classGroup: "班\(100 + classGroup)", bytes: 1_000_000))
      }
    }
    let placed = try DeliveryLayout(key: .internalNumber).place(lines)
    let discs = try DeliveryVolume.split(placed, by: .cd)
    #expect(discs.flatMap(\.photos) == placed)
    #expect(discs.map(\.number) == Array(1...discs.count) && discs.allSatisfy { $0.count == discs.count })
    for disc in discs { #expect(disc.photos.reduce(0) { $0 + $1.line.byteCount } <= 737_280_000) }
    for folder in Set(placed.map(\.folder)) where folder != "10730/普通/文学院/班120" {
      #expect(discs.filter { disc in disc.photos.contains { $0.folder == folder } }.count == 1, "\(folder)")
    }
    #expect(discs.filter { disc in disc.photos.contains { $0.folder == "10730/普通/文学院/班120" } }.count == 2)
    #expect(try DeliveryVolume.split(placed, by: .dvd).count == 1)
    #expect(try DeliveryVolume.split(placed, by: .unlimited).count == 1)
    #expect(try DeliveryVolume.split([], by: .cd).count == 1)
  }
}
