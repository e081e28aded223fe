import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("the page on a returned disc")
struct DiscViewerTests {
  private func text(_ files: [DiscViewer.File], _ path: String) throws -> String {
    String(decoding: try #require(files.first { $0.path == path }).bytes, as: UTF8.self)
  }

  @Test("A5: a disc gets one page, an index, a file a class and search files, the same bytes each time")
  func files() throws {
    let files = try DiscViewer.files(for: ViewerFixtures.delivery())
    #expect(
      files.map(\.path) == ["index.html", "data/index.js", "data/class-0001.js", "data/class-0002.js", "data/search-1.js"])
    #expect(try DiscViewer.files(for: ViewerFixtures.delivery()) == files)
    let index = try text(files, "data/index.js")
    #expect(index.hasPrefix("biyingDisc(\"index\",{\"version\":1,") && index.hasSuffix("});\n"))
    #expect(index.contains("[\"c1\",\"普通\",\"文学院\",\"1班\",3,3]") && index.contains("[\"c2\",\"成人\",\"\",\"\",1,0]"))
  }

  @Test("A3: a person's line is what the captions say; who has no picture is listed too (A5)")
  func lines() throws {
    let files = try DiscViewer.files(for: ViewerFixtures.delivery())
    let first = try text(files, "data/class-0001.js")
    #expect(first.contains("[\"p1\",\"\",\"001\",\"14990/普通/1.jpg\",\"示例大学\",\"张𬭎\",\"2010001\",\"990000199102020010\"]"))
    #expect(try text(files, "data/class-0002.js").contains("[\"p4\",\"\",\"004\",\"\",\"示例大学\",\"赵示例\""))
  }

  @Test("Names never end a script and never become markup")
  func scriptsAreSafe() throws {
    let files = try DiscViewer.files(for: ViewerFixtures.delivery())
    for file in files where file.path.hasPrefix("data/") {
      let body = String(decoding: file.bytes, as: UTF8.self)
      #expect(!body.contains("<") && !body.contains(">") && !body.contains("&") && !body.contains("\u{2028}"), "\(file.path)")
    }
    var text = ScriptText()
    text.text("</script>\u{2028}\u{2029}\"\\\n\u{7F}&")
    #expect(
      String(decoding: text.bytes, as: UTF8.self) == "\"\\u003c/script\\u003e\\u2028\\u2029\\\"\\\\\\n\\u007f\\u0026\"")
  }

  @Test("The page forbids the network and admits its own script and style only")
  func policy() throws {
    let page = try text(try DiscViewer.files(for: ViewerFixtures.delivery()), "index.html")
    #expect(page.contains("default-src 'none'") && page.contains("connect-src 'none'") && !page.contains("_HASH"))
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("innerHTML") && !page.contains(" style="))
    for (opening, closing) in [("<script>", "</script>"), ("<style>", "</style>")] {
      let start = try #require(page.firstRange(of: opening)).upperBound
      let rest = page[start...]
      let body = rest[..<(try #require(rest.firstRange(of: closing)).lowerBound)]
      let hash = Data(SHA256Sum.of(Array(body.utf8))).base64EncodedString()
      #expect(page.contains("'sha256-\(hash)'"), "\(opening)")
    }
  }

  @Test("Promise 7: in code mode nothing that names a person can reach the disc")
  func codeMode() throws {
    let files = try DiscViewer.files(for: ViewerFixtures.delivery(.code))
    #expect(try text(files, "data/class-0001.js").contains("[\"p1\",\"GS7001\",\"001\",\"14990/普通/1.jpg\"]"))
    var withColumns = ViewerFixtures.delivery(.code)
    withColumns.columns = [.name]
    #expect(throws: ViewerFault.namesInCodeMode(classIndex: nil, personIndex: nil)) { try DiscViewer.files(for: withColumns) }
    var withName = ViewerFixtures.delivery(.code)
    withName.classes[0].people[1].values = ["李示例"]
    #expect(throws: ViewerFault.namesInCodeMode(classIndex: 0, personIndex: 1)) { try DiscViewer.files(for: withName) }
  }

  @Test("A delivery that would leave the disc, repeat itself or break its columns is a fault that names no person")
  func faults() {
    func fault(_ change: (inout ViewerDelivery) -> Void) -> ViewerFault? {
      var delivery = ViewerFixtures.delivery()
      change(&delivery)
      do { _ = try DiscViewer.files(for: delivery) } catch { return error as? ViewerFault }
      return nil
    }
    for path in ["../x.jpg", "/x.jpg", "a//b.jpg", "a\\b.jpg", "C:/b.jpg", "a/./b.jpg", ""] {
      #expect(fault { $0.classes[0].people[0].picture?.path = path } == .path(classIndex: 0, personIndex: 0), "\(path)")
    }
    #expect(fault { $0.classes[1].people[0].id = "p1" } == .repeatedID(classIndex: 1, personIndex: 0))
    #expect(fault { $0.classes[1].id = "c1" } == .repeatedID(classIndex: 1, personIndex: nil))
    #expect(fault { $0.classes[0].people[0].id = "a b" } == .id(classIndex: 0, personIndex: 0))
    #expect(fault { $0.classes[0].people[2].values.removeLast() } == .valueCount(classIndex: 0, personIndex: 2))
    #expect(fault { $0.classes[0].name = "1\n班" } == .text(classIndex: 0, personIndex: nil))
    #expect(fault { $0.number = "" } == .text(classIndex: nil, personIndex: nil))
    #expect(!ViewerFault.text(classIndex: 0, personIndex: 1).description.contains("李"))
  }

  @Test("What a result file is held to changes with every person, word and picture of the disc")
  func contents() {
    let first = DiscViewer.contents(of: ViewerFixtures.delivery())
    #expect(first.count == 64 && first == DiscViewer.contents(of: ViewerFixtures.delivery()))
    let changes: [(inout ViewerDelivery) -> Void] = [
      { $0.number = "62-2014-14990-02" }, { $0.classes[0].people[0].values[1] = "张" },
      { $0.classes[0].people[0].picture?.sha256 = String(repeating: "b", count: 64) },
      { $0.classes[0].people[0].picture = nil }, { $0.classes.swapAt(0, 1) }, { $0.classes[0].people.removeLast() },
    ]
    for change in changes {
      var delivery = ViewerFixtures.delivery()
      change(&delivery)
      #expect(DiscViewer.contents(of: delivery) != first)
    }
  }

  @Test("Twenty thousand people are searched through in files of five thousand")
  func manyPeople() throws {
    var delivery = ViewerFixtures.delivery(.code)
    delivery.classes = (0..<200).map { group in
      ViewerClass(
        id: "c\(group)", category: "普通", department: "文学院", name: "\(group)班",
        people: (0..<100).map {
          ViewerPerson(id: "p\(group * 100 + $0)", code: "GS\($0)", serial: "\(group * 100 + $0)", picture: nil)
        })
    }
    let files = try DiscViewer.files(for: delivery)
    #expect(files.map(\.path).filter { $0.hasPrefix("data/search") } == (1...4).map { "data/search-\($0).js" })
    #expect(try text(files, "data/search-4.js").contains("\n[199,99,\"19999\",\"GS99\",\"\",\"\",\"\"]"))
  }
}
