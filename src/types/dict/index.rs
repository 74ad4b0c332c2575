//! Where the entries of a table lie: a power of two of cells, probed as CPython probes its own.
//!
//! A cell holds the position of an entry and nothing of its key, so whoever searches looks at the entry. Hashes of
//! small integers are the integers, and begin at the cell of that number: those in a row lie in a row, in both.
//! A removed entry leaves its cell behind, which leads to a gap until the index is made again.

/// A cell that leads nowhere.
const FREE: u32 = u32::MAX;

/// The most entries that cells of this size can tell apart.
pub(super) const MOST: usize = 1 << 31;

/// The cells.
#[derive(Default)]
pub(super) struct Index {
    /// None at all, or a power of two.
    cells: Vec<u32>,
}

/// The cells that a hash leads to, one after the other: each as good as any other to begin with.
#[derive(Clone, Copy)]
pub(super) struct Probe {
    cell: usize,
    rest: u64,
}

impl Probe {
    /// Leads nowhere: for tables that need no index.
    pub(super) const NONE: Probe = Probe {
        cell: usize::MAX,
        rest: 0,
    };
}

impl Index {
    /// No cell.
    pub(super) const fn new() -> Self {
        Index { cells: Vec::new() }
    }

    /// Bytes of the cells that `usable` entries get.
    pub(super) const fn bytes_for(usable: usize) -> usize {
        cells_for(usable).saturating_mul(size_of::<u32>())
    }

    /// Bytes of all cells.
    pub(super) fn bytes(&self) -> usize {
        self.cells.capacity() * size_of::<u32>()
    }

    /// Frees every cell, and has as many as `usable` entries need.
    pub(super) fn clear(&mut self, usable: usize) {
        let count = cells_for(usable);
        if self.cells.len() == count {
            self.cells.fill(FREE);
        } else {
            self.cells = vec![FREE; count];
        }
    }

    /// The first cell of a hash.
    #[inline]
    pub(super) fn probe(&self, hash: i64) -> Probe {
        let rest = hash.cast_unsigned();
        Probe {
            cell: self.wrap(rest),
            rest,
        }
    }

    /// The position in a cell; `None` where it is free, and the search over.
    #[inline]
    pub(super) fn get(&self, probe: Probe) -> Option<usize> {
        match self.cells.get(probe.cell) {
            None | Some(&FREE) => None,
            Some(position) => Some(*position as usize),
        }
    }

    /// The next cell to look at: all bits of the hash come to matter, and in the end every cell is seen.
    #[inline]
    pub(super) fn after(&self, probe: Probe) -> Probe {
        let rest = probe.rest >> 5;
        let cell = (probe.cell as u64)
            .wrapping_mul(5)
            .wrapping_add(rest)
            .wrapping_add(1);
        Probe {
            cell: self.wrap(cell),
            rest,
        }
    }

    /// Puts a position into a free cell.
    #[inline]
    pub(super) fn set(&mut self, probe: Probe, position: usize) {
        if let Some(cell) = self.cells.get_mut(probe.cell) {
            *cell = u32::try_from(position).unwrap_or(FREE);
        }
    }

    /// The first free cell of a hash.
    #[inline]
    pub(super) fn vacancy(&self, hash: i64) -> Probe {
        let mut probe = self.probe(hash);
        while self.get(probe).is_some() {
            probe = self.after(probe);
        }
        probe
    }

    /// Puts a position into the first free cell of a hash.
    #[inline]
    pub(super) fn insert(&mut self, hash: i64, position: usize) {
        self.set(self.vacancy(hash), position);
    }

    #[inline]
    fn wrap(&self, cell: u64) -> usize {
        // What a smaller word cuts off lies above the mask.
        cell as usize & self.cells.len().wrapping_sub(1)
    }
}

/// A third of the cells stays free, so that searches end soon.
const fn cells_for(usable: usize) -> usize {
    (usable.saturating_mul(3) / 2 + 1).next_power_of_two()
}
