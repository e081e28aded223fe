import Testing

@testable import Station

/// Which camera is meant, and what of its card is of the visit.
@Suite struct CameraLookTests {
  private func key(_ name: String, _ takenAt: Int64) -> CameraPicture.Key {
    CameraPicture.Key(name: name, byteCount: 10, takenAt: takenAt)
  }

  @Test func aCameraIsFoundOrNamed() {
    #expect(CameraChoice("auto").map { $0.model == nil && $0.port == nil } == true)
    #expect(CameraChoice("usb:").map { $0.model == nil && $0.port == nil } == true)
    #expect(CameraChoice("usb:001,005").map { $0.model == nil && $0.port == "usb:001,005" } == true)
    #expect(CameraChoice("ptpip:192.168.1.1")?.place == .init(model: "PTP/IP Camera", port: "ptpip:192.168.1.1"))
    // The library would take the standard port for events.
    #expect(CameraChoice("ptpip:192.168.1.1:15741")?.place?.port == "ptpip:192.168.1.1:15741:15741")
    #expect(CameraChoice("Fuji X (WLAN)@ptpip:192.168.0.1:55740:55741")?.place?.model == "Fuji X (WLAN)")
    #expect(CameraChoice("Canon EOS 80D@usb:")?.place == .init(model: "Canon EOS 80D", port: "usb:"))
    for wrong in [
      "", "canon", "@usb:", "ptpip:", "ptpip:camera.local", "ptpip:192.168.1.1:0", "ptpip:1.2.3.4:1:2:3", "serial:/dev/ttyS0",
    ] {
      #expect(CameraChoice(wrong) == nil, "\(wrong)")
    }
  }

  @Test func whatIsOlderThanTheVisitIsNotOfIt() {
    var look = CameraLook(since: 1_000_000, fetched: [key("a.jpg", 1_500)])
    #expect(!look.wants(key("a.jpg", 1_500)) && !look.wants(key("b.jpg", 999)) && look.wants(key("b.jpg", 1_000)))
    // The same name at another time is another picture.
    #expect(look.wants(key("a.jpg", 1_600)))
    // Its shutter was heard: the camera's clock is behind, and so it is for the rest.
    look.hear(key("c.jpg", 500))
    #expect(look.wants(key("c.jpg", 500)) && !look.wants(key("d.jpg", 600)))
    look.note(key("c.jpg", 500))
    #expect(!look.wants(key("c.jpg", 500)) && look.wants(key("d.jpg", 600)) && !look.wants(key("e.jpg", 499)))
    // A camera without a clock: only what is heard.
    #expect(!look.wants(key("f.jpg", 0)))
  }

  @Test func aPictureThatCannotBeFetchedHoldsUpNoOther() {
    var look = CameraLook(since: 0, fetched: [])
    let given = [look.noteFailure(key("a.jpg", 1)), look.noteFailure(key("a.jpg", 1))]
    #expect(given == [false, false] && look.wants(key("a.jpg", 1)))
    let isGivenUp = look.noteFailure(key("a.jpg", 1))
    #expect(isGivenUp)
    #expect(!look.wants(key("a.jpg", 1)) && look.wants(key("b.jpg", 1)))
  }
}
