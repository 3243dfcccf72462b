# Builds, tests and installs rungs; `make help` lists the targets.
#
# No source file is named here, each is found by its place.  A folder with a main.c is a program,
# linked with the library of lib/*/*.c.  Each tests/*/NAME.c is one, too, and each tests/*/NAME/
# with a main.c; those in tests/{unit,fuzz,seeds}/TOOL/ are linked also with TOOL's objects.  X.c is
# compiled to build/obj/X.o, tests/unit/NAME.c becomes build/tests/unit/NAME.  Each tests/*/NAME/
# with a preload.c, and each tests/*/preload/NAME.c, becomes NAME.so, to be preloaded.

VERSION = 0.1
DATE = November 23, 2026
# What the programs link with, as pkg-config names it; which of them get raw sockets when installed.
PKGS = libcares
PKGS_tracepath = ncursesw
PKGS_capture = libpcap zlib liblzma libzstd
# Shared all the same: with a library of TLS, the system's repairs count for more than 0.6 ms.
SHARED_sslprobe = libssl libcrypto
CAP_NET_RAW = ping tracepath mtuprobe

PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBEXECDIR ?= $(PREFIX)/libexec
DATADIR ?= $(PREFIX)/share
MANDIR ?= $(DATADIR)/man
BUILD ?= build
BIN ?= bin
FUZZ_TIME ?= 60
CFLAGS ?= -O2 -g

WARN = -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes -Wstrict-prototypes \
	-Wold-style-definition -Wwrite-strings -Wvla -Wpointer-arith -Wcast-qual -Wundef \
	-Wformat=2 -Wno-missing-field-initializers $(if $(WERROR),-Werror)
ifdef ASAN
GUARD = -fPIE -fno-omit-frame-pointer -fno-sanitize-recover=all -fsanitize=address,undefined
GUARD_LINK = -pie $(GUARD)
COVER = -fsanitize=fuzzer-no-link
else
GUARD = -fPIE -fstack-protector-strong -fstack-clash-protection \
	$(if $(filter -O1 -O2 -O3 -Os,$(CFLAGS)),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
GUARD_LINK = $(if $(STATIC),-static$(if $(findstring musl,$(CC)),,-pie),-pie) \
	-Wl,-z,relro,-z,now,-z,noexecstack $(SETTLED)
endif
# Weak names that nobody defines, the loader would look for at every start; some linkers settle it.
SETTLED := $(shell $(CC) -Wl,--help 2>/dev/null | grep -q nodynamic-undefined-weak && \
	echo -Wl,-z,nodynamic-undefined-weak)

# Each shared library adds 0.03 ms to every start, so an archive is taken where there is one.
PKG_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS) 2>/dev/null))
# What pkg-config names beside an archive, as ncursesw does tinfo, is taken likewise. Its own folder
# goes first: the compiler for another C library knows the ordinary ones, too.
pkg_libs = $(shell for p in $1; do for l in $$(pkg-config --libs-only-l $$p | sed 's/-l//g'); do \
	a=$$(pkg-config --variable=libdir $$p)/lib$$l.a; [ -f "$$a" ] || \
		a=$$($(CC) -print-file-name=lib$$l.a); \
	if [ -f "$$a" ]; then echo "$$a"; elif [ -z '$(STATIC)' ]; then echo "-l$$l"; fi; done; \
	done 2>/dev/null)
# Shared, unless everything is to be static.
shared_libs = $(if $(strip $1),$(if $(STATIC),$(call pkg_libs,$1), \
	$(shell pkg-config --libs $1 2>/dev/null)))
need = $(if $(strip $1),pkg-config --print-errors --exists $1 || \
	{ echo 'try: make deps' >&2; exit 1; },:)
PKG_LIBS := $(call pkg_libs,$(PKGS))
COMPILE = $(CC) -std=c11 -D_GNU_SOURCE -DRUNGS_VERSION='"$(VERSION)"' -Ilib $(PKG_CFLAGS) \
	$(if $(STATIC),-DRUNGS_STATIC) $(CPPFLAGS) $(WARN) $(GUARD) $(COVER) \
	-ffunction-sections -fdata-sections $(CFLAGS)
# lib/sys/bare.c answers these where the C library lacks its files.
WRAP = -Wl,--wrap=getaddrinfo
LINK = $(CC) $(GUARD_LINK) $(WRAP) -Wl,--gc-sections,--as-needed $(CFLAGS) $(LDFLAGS)
CONFIG := $(COMPILE) $(LINK) $(PKG_LIBS)

objects = $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard $1))
programs = $(patsubst %.c,$(BUILD)/%,$(wildcard $1))
TOOLS := $(patsubst %/main.c,%,$(wildcard */main.c))
NAMES := $(patsubst %.8.in,%,$(notdir $(wildcard $(TOOLS:%=%/*.8.in))))
LIB := $(BUILD)/librungs.a
UNIT := $(call programs,tests/unit/*.c tests/unit/*/*.c)
FUZZ := $(call programs,tests/fuzz/*.c tests/fuzz/*/*.c)
SEEDS := $(call programs,tests/seeds/*/*.c)
HELPERS := $(SEEDS) $(patsubst %/main,%,$(filter-out $(UNIT) $(FUZZ), \
	$(call programs,tests/*/*.c tests/*/*/main.c)))
# Each printer is a fuzz target: the program of all of them, called by its name.
PRINTS := $(patsubst %.c,$(BUILD)/tests/fuzz/%,$(wildcard */print/*.c))
PRELOADS := $(patsubst %/preload.c,$(BUILD)/%.so,$(wildcard tests/*/*/preload.c)) \
	$(patsubst %.c,$(BUILD)/%.so,$(wildcard tests/*/preload/*.c))
PAGES := $(NAMES:%=$(BUILD)/man/%.8) $(BUILD)/man/rungs.7
COMPLETIONS := $(foreach s,bash zsh fish,$(NAMES:%=$(BUILD)/completions/%.$s))
SOURCES = $(wildcard $(foreach d,lib $(TOOLS) tests,$d/*.[ch] $d/*/*.[ch] $d/*/*/*.[ch]))
SCRIPTS = $(wildcard $(patsubst %,tests/%/*.t,golden diff lab lint))
say = $(if $(V),,@printf '%-5s %s\n' '$1' '$2';)

export RUNGS_BIN = $(abspath $(BIN))
export RUNGS_BUILD = $(abspath $(BUILD))
export CMOCKA_MESSAGE_OUTPUT = TAP

.DELETE_ON_ERROR:
.PHONY: all programs helpers tests demo check unit lint asan fuzz bench tidy format deps install \
	install-classic uninstall deb deb-try apk apk-try minimal clean help always run-demo \
	run-check run-asan run-fuzz run-bench run-deb

all: programs $(PAGES) $(COMPLETIONS)	## programs (bin/), manual pages, completions (build/)
programs: $(TOOLS:%=$(BIN)/%)
helpers: $(HELPERS) $(PRELOADS)
tests: programs helpers $(UNIT)	## the test programs, without running them

# A folder stands for what was added to it or removed.
$(LIB): $(call objects,lib/*/*.c) $(wildcard lib/*/.)
	$(call say,AR,$@)rm -f $@ && $(AR) rcs $@ $(filter %.o,$^)
$(BUILD)/obj/%.o: %.c $(BUILD)/config
	$(call say,CC,$<)mkdir -p $(@D) && $(COMPILE) -MMD -MP -c -o $@ $<
-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)

# Each file of print/ is a printer; a program of printers has the list of them.
$(BUILD)/gen/%/printers.inc: $(wildcard */print/.) $(wildcard */print/*.c)
	@mkdir -p $(@D) && printf 'PRINTER(%s)\n' $(patsubst $*/print/%.c,%,$(sort $(wildcard \
		$*/print/*.c))) >$@.new && { cmp -s $@.new $@ && rm $@.new || mv $@.new $@; }

LINKED = unit fuzz seeds
define tool
$(foreach d,$1 $(LINKED:%=tests/%/$1),$(BUILD)/obj/$d/%.o): CPPFLAGS += -I$1 \
	$(if $(wildcard $1/print/.),-I$(BUILD)/gen/$1)
$(if $(wildcard $1/print/.),$2 $(call objects,$(LINKED:%=tests/%/$1/*.c)): | \
	$(BUILD)/gen/$1/printers.inc)
$(BIN)/$1: $2 $(wildcard $1/. $1/*/.) $(LIB)
	@$(call need,$(PKGS_$1) $(SHARED_$1))
	$$(call say,LD,$$@)mkdir -p $$(@D) && \
		$$(LINK) -o $$@ $$(filter %.o,$$^) $(LIB) $(PKG_LIBS) $(call pkg_libs,$(PKGS_$1)) \
		$(call shared_libs,$(SHARED_$1)) $(LIB)
$(filter $(LINKED:%=$(BUILD)/tests/%/$1/%),$(UNIT) $(FUZZ) $(SEEDS)): $(filter-out %/main.o,$2)
$(filter $(LINKED:%=$(BUILD)/tests/%/$1/%),$(UNIT) $(FUZZ) $(SEEDS)): TOOL_LIBS = \
	$(call pkg_libs,$(PKGS_$1)) $(call shared_libs,$(SHARED_$1))
$(patsubst $1/%.8.in,$(BUILD)/names/%,$(wildcard $1/*.8.in)): $(BIN)/$1
	@mkdir -p $$(@D) && ln -sf $(abspath $(BIN)/$1) $$@
endef
$(foreach t,$(TOOLS),$(eval $(call tool,$t,$(call objects,$t/*.c $t/*/*.c))))

.SECONDEXPANSION:
$(HELPERS): $(BUILD)/%: $$(call objects,$$*/*.c)
$(UNIT) $(HELPERS) $(FUZZ): $(BUILD)/%: $$(call objects,$$*.c) $(LIB)
	$(call say,LD,$@)mkdir -p $(@D) && $(LINK) -o $@ $(filter %.o,$^) $(LIB) $(PKG_LIBS) \
		$(TOOL_LIBS) $(LIB) $(MORE)
# Never sanitized: these go into programs that are, and into those that are not.
$(PRELOADS): $(BUILD)/%.so: $$(wildcard $$*.c $$*/. $$*/*.[ch]) $(BUILD)/config
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) -std=c11 -D_GNU_SOURCE -shared -fPIC \
		-Wl,-Bsymbolic $(WARN) -O2 -g -U_FORTIFY_SOURCE -o $@ $(filter %.c,$^)
$(PRINTS): $(BUILD)/%: $$(dir $$(@D))printers
	@mkdir -p $(@D) && ln -sf ../printers $@
$(UNIT): MORE = $(shell pkg-config --libs cmocka)
$(FUZZ): MORE = -fsanitize=fuzzer

# Whatever changes the command lines rebuilds everything: two configurations never mix.
$(BUILD)/config: always
	@$(call need,$(PKGS))
	@mkdir -p $(@D); new='$(subst ','\'',$(CONFIG))'; \
	[ "$$(cat $@ 2>/dev/null)" = "$$new" ] || printf '%s\n' "$$new" >$@

# build/names/NAME is the program called by that name; it tells the options for NAME's texts, and
# for a page with a list of protocols those that it prints.
vpath %.8.in $(TOOLS)
$(BUILD)/man/%.8: %.8.in $(BUILD)/names/% Makefile
	$(call say,MAN,$@)mkdir -p $(@D) && $(BUILD)/names/$* --help=man >$@.options && \
	{ ! grep -qx @PROTOCOLS@ $< || $(BUILD)/names/$* --help=protocols >$@.list; } && \
	{ [ ! -e $@.list ] || awk '{ print ".It Li " $$1; sub(/^[^ ]+ +/, ""); print }' \
		$@.list >$@.protocols; } && \
	sed -e '/^@OPTIONS@$$/{r $@.options' -e 'd;}' \
		-e '/^@PROTOCOLS@$$/{r $@.protocols' -e 'd;}' \
		-e 's/@VERSION@/$(VERSION)/; s/@DATE@/$(DATE)/' $< >$@
# The page of all of them.
$(BUILD)/man/%.7: lib/%.7.in Makefile
	$(call say,MAN,$@)mkdir -p $(@D) && sed 's/@DATE@/$(DATE)/' $< >$@
$(BUILD)/completions/%.bash $(BUILD)/completions/%.zsh $(BUILD)/completions/%.fish: $(BUILD)/names/%
	@mkdir -p $(@D) && for s in bash zsh fish; do $< --help=$$s >$(@D)/$*.$$s || exit; done

deps:			## install what is missing to build and test (as root), or say how
	@tests/deps
# Each a second make, so that it sees what tests/deps installed.
demo:			## the tools at work through a routed lab
	@tests/deps build lab && $(MAKE) --no-print-directory run-demo
check:			## build, and run every test
	@tests/deps build lab test more && $(MAKE) --no-print-directory run-check
ASAN_BUILD = ASAN=1 CC=clang CFLAGS='-O1 -g' BUILD=build/asan BIN=build/asan/bin
asan:			## tests, and fuzz targets for a moment, under sanitizers
	@tests/deps build lab test more clang && $(MAKE) --no-print-directory $(ASAN_BUILD) run-asan
fuzz:			## each fuzz target for FUZZ_TIME seconds, each printer for a tenth of them
	@tests/deps build clang && $(MAKE) --no-print-directory $(ASAN_BUILD) run-fuzz
bench:			## speed against the installed tools and the physical limit
	@tests/deps build lab more bench && $(MAKE) --no-print-directory run-bench

run-demo: programs helpers $(NAMES:%=$(BUILD)/names/%)
	@tests/lab/demo
run-check: all tests
	@tests/run $(UNIT) $(SCRIPTS)
run-asan: FUZZ_LIMIT = -seed=1 -runs=20000 -max_total_time=10
run-asan: PRINT_LIMIT = -seed=1 -runs=5000 -max_total_time=5
run-asan: tests run-fuzz
	@tests/run $(UNIT) $(filter-out tests/lint/%,$(SCRIPTS))
FUZZ_LIMIT = -max_total_time=$(FUZZ_TIME)
PRINT_LIMIT = -max_total_time=$(shell expr $(FUZZ_TIME) / 10 + 1)
run-fuzz: $(FUZZ) $(PRINTS) helpers
	@for s in tests/seeds/*/make; do \
		t=$${s%/make}; $$s $(BUILD)/seeds/$${t##*/} >/dev/null || exit; done
	@FUZZ_LIMIT='$(FUZZ_LIMIT)' PRINT_LIMIT='$(PRINT_LIMIT)' tests/fuzz/run $(patsubst \
		$(BUILD)/tests/fuzz/%,%,$(filter-out %/printers,$(FUZZ)) $(PRINTS))
unit: $(UNIT)		## only the unit tests
	@tests/run $^
lint: all		## layers, sizes, shell scripts, manual pages, layout
	@tests/run $(wildcard tests/lint/*.t)
run-bench: programs helpers
	@for t in $(TOOLS); do tests/bench/$$t || exit; done
tidy:			## clang-tidy, and cppcheck where there is one
	clang-tidy --quiet $(filter %.c,$(SOURCES)) -- \
		-std=c11 -D_GNU_SOURCE -DRUNGS_VERSION='""' -Ilib $(PKG_CFLAGS) $(TOOLS:%=-I%)
	! command -v cppcheck >/dev/null || \
		cppcheck -q --error-exitcode=1 --suppress=ctuuninitvar -Ilib lib $(TOOLS)
format:			## lay every source out as .clang-format says
	tests/lint/format -i $(SOURCES)
clean:			## remove bin/ and build/
	rm -rf $(BIN) $(BUILD)
help:			## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' Makefile | expand -t 18

CLASSIC = $(DESTDIR)$(LIBEXECDIR)/rungs/classic
TEXTS = man/rungs.7:$(MANDIR)/man7/rungs.7 $(foreach n,$(NAMES),man/$n.8:$(MANDIR)/man8/$n.8 \
	completions/$n.bash:$(DATADIR)/bash-completion/completions/$n \
	completions/$n.zsh:$(DATADIR)/zsh/site-functions/_$n \
	completions/$n.fish:$(DATADIR)/fish/vendor_completions.d/$n.fish)
install: all		## into PREFIX (/usr/local), below DESTDIR
	install -d $(DESTDIR)$(BINDIR) && install $(TOOLS:%=$(BIN)/%) $(DESTDIR)$(BINDIR)
	@for f in $(TEXTS); do install -D -m 644 $(BUILD)/$${f%%:*} $(DESTDIR)$${f#*:} || exit; done
	@[ -n '$(DESTDIR)' ] || [ $$(id -u) != 0 ] || \
	for t in $(filter $(CAP_NET_RAW),$(TOOLS)); do \
		setcap cap_net_raw+ep $(BINDIR)/$$t || echo "note: $$t has no cap_net_raw" >&2; done
install-classic: install	## links with the classic names, in a folder to put first on PATH
	install -d $(CLASSIC)
	@from=$(abspath $(LIBEXECDIR))/rungs/classic to=$(abspath $(BINDIR))/ up=; \
	while [ "$${to#$$from/}" = "$$to" ]; do from=$${from%/*} up=../$$up; done; \
	for n in $(NAMES); do p=$$(readlink -f $(BUILD)/names/$$n) && \
		ln -sf $$up$${to#$$from/}$${p##*/} $(CLASSIC)/$$n || exit; done
uninstall:		## remove what install and install-classic put there
	rm -f $(TOOLS:%=$(DESTDIR)$(BINDIR)/%) $(NAMES:%=$(CLASSIC)/%)
	@for f in $(TEXTS); do rm -f $(DESTDIR)$${f#*:}; done
	@rmdir $(CLASSIC) $(CLASSIC:%/classic=%) 2>/dev/null || :

# Packages are made of a build of their own, which no flags of the day come into.
minimal:		## static programs, and the guide where there is nothing else (as root)
	@tests/deps build lab more bench package && \
		$(MAKE) --no-print-directory programs helpers && tests/packaging/minimal
deb:			## a Debian package, in build/deb
	@tests/deps build package && $(MAKE) --no-print-directory BUILD=$(BUILD)/deb \
		BIN=$(BUILD)/deb/bin CC=cc run-deb
run-deb: all
	@tests/packaging/deb $(BUILD)
deb-try: deb		## that package, installed and used in a system of its own (as root)
	@tests/packaging/try $(BUILD)/deb/rungs_*.deb
apk:			## what Alpine makes its package of, in build/apk; the package there
	@tests/packaging/apk $(BUILD)/apk
apk-try:		## that recipe, followed with musl and busybox's tools (as root)
	@tests/deps build more bench package && $(MAKE) --no-print-directory all apk && \
		tests/packaging/apk-try $(BUILD)/apk
